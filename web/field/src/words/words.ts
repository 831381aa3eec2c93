// The words of the four screens. Vietnamese is the measure: English has the same keys, by type.
import { door } from "./vi/door.ts";
import { mine } from "./vi/mine.ts";
import { refusals } from "./vi/refusals.ts";
import { start } from "./vi/start.ts";
import { tonight } from "./vi/tonight.ts";

export const vietnamese = { door, mine, refusals, start, tonight };
export type Words = typeof vietnamese;
export type Language = "vi" | "en";
