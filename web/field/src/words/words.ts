// All words of the app, one table a language. Vietnamese is the measure: English has the same keys, by type.
import { carry } from "./vi/carry.ts";
import { door } from "./vi/door.ts";
import { found } from "./vi/found.ts";
import { guide } from "./vi/guide.ts";
import { mine } from "./vi/mine.ts";
import { refusals } from "./vi/refusals.ts";
import { start } from "./vi/start.ts";
import { tonight } from "./vi/tonight.ts";

export const vietnamese = { carry, door, found, guide, mine, refusals, start, tonight };
export type Words = typeof vietnamese;
export type Language = "vi" | "en";
