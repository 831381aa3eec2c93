// The second language, fetched only by those who choose it.
import { english as reasonsInEnglish } from "virtual:reasons/en";
import { carry } from "./en/carry.ts";
import { door } from "./en/door.ts";
import { found } from "./en/found.ts";
import { guide } from "./en/guide.ts";
import { joining } from "./en/joining.ts";
import { mine } from "./en/mine.ts";
import { phone } from "./en/phone.ts";
import { refusals } from "./en/refusals.ts";
import { start } from "./en/start.ts";
import { tonight } from "./en/tonight.ts";
import type { LaterWords } from "./later-words.ts";
import type { Words } from "./words.ts";

export interface English {
  words: Words;
  later: LaterWords;
  /** By code. */
  reasons: Record<string, string>;
}

export const english: English = {
  words: { door, mine, refusals, start, tonight },
  later: { carry, found, guide, joining, phone },
  reasons: reasonsInEnglish,
};
