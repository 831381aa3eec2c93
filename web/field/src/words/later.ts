// The words of what is opened now and then, in the language that is spoken.
import { type LaterWords, vietnameseLater } from "./later-words.ts";
import { spoken } from "./spoken.svelte.ts";

export const later = {
  get words(): LaterWords {
    return spoken.english?.later ?? vietnameseLater;
  },
};
