// The three plain marks of a record: on this phone, sent, counted.
import type { Mark } from "../contract.ts";
import type { Standing } from "../wire.ts";

/** What the server answered about one record. `heard`: server time of the answer. */
export interface Answered {
  s: Standing;
  seq: number | null;
  code: string | null;
  counted: boolean;
  heard: number;
}

export const markOf = (answer: Answered | null | undefined): Mark =>
  !answer ? "phone" : answer.counted ? "counted" : "sent";

const WEIGHT: Mark[] = ["phone", "sent", "counted"];

/** What may be promised of several records: the least of their marks. */
export const weakest = (marks: Mark[]): Mark | null => WEIGHT.find((one) => marks.includes(one)) ?? null;
