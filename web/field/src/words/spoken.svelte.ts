// The language that is spoken now. A screen reads `spoken.words.door.save` and changes with it.
import { keep, kept } from "../parts/memory.ts";
import { type Language, vietnamese, type Words } from "./words.ts";

class Spoken {
  words = $state.raw<Words>(vietnamese);
  language = $state<Language>("vi");

  async use(language: Language): Promise<void> {
    this.words = language === "en" ? (await import("./english.ts")).english : vietnamese;
    this.language = language;
    document.documentElement.lang = language;
    keep("language", language);
  }

  /** As it was chosen before; Vietnamese until somebody chooses otherwise. */
  async remember(): Promise<void> {
    if (kept("language") === "en") await this.use("en");
  }
}

export const spoken = new Spoken();
