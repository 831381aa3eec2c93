// The second language, fetched only by those who choose it.
import { carry } from "./en/carry.ts";
import { door } from "./en/door.ts";
import { found } from "./en/found.ts";
import { guide } from "./en/guide.ts";
import { mine } from "./en/mine.ts";
import { refusals } from "./en/refusals.ts";
import { start } from "./en/start.ts";
import { tonight } from "./en/tonight.ts";
import type { Words } from "./words.ts";

export const english: Words = { carry, door, found, guide, mine, refusals, start, tonight };
