// The language that is spoken now. A screen reads `spoken.words.door.save` and changes with it.
import { keep, kept } from "../parts/memory.ts";
import type { English } from "./english.ts";
import { type Language, vietnamese, type Words } from "./words.ts";

class Spoken {
  /** Null while Vietnamese is spoken. */
  english = $state.raw<English | null>(null);

  get words(): Words {
    return this.english?.words ?? vietnamese;
  }

  get language(): Language {
    return this.english ? "en" : "vi";
  }

  async use(language: Language): Promise<void> {
    this.english = language === "en" ? (await import("./english.ts")).english : null;
    document.documentElement.lang = language;
    keep("language", language);
  }

  /** As it was chosen before; Vietnamese until somebody chooses otherwise. */
  async remember(): Promise<void> {
    if (kept("language") === "en") await this.use("en").catch(() => undefined);
  }
}

export const spoken = new Spoken();
