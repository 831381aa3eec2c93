// What is said of a door in one line: its number, its hour, its state.
import type { DoorView, PersonView } from "../contract.ts";
import { greet } from "../logic/address.ts";
import { reasonText } from "../words/reasons.ts";
import type { Language, Words } from "../words/words.ts";
import { promiseText } from "./hours.ts";

/** The server's word for somebody it knows nothing about yet. */
const NOT_MET = "NOT_VISITED";

export const numberOf = (door: DoorView): string => (door.found ? "+" : door.pos === null ? "·" : String(door.pos));

/** The hour that matters now: a promise to come back, tonight's promise, or the planned hour. */
export function hourOf(door: DoorView, now: number, words: Words, language: Language): { text: string; firm: boolean } | null {
  const say = words.tonight;
  if (door.promise) return { text: say.promised(promiseText(door.promise, now, language)), firm: true };
  if (door.notBefore) return { text: say.notBefore(door.notBefore), firm: true };
  if (door.at && door.group === "left") return { text: say.around(door.at), firm: false };
  return null;
}

/** What one has to know of a person: age, what is to be done, how the last visit ended. */
export function aboutPerson(person: PersonView, words: Words): string {
  const say = words.door;
  const told = person.outcome && person.outcome !== "reason" ? say.told[person.outcome] : "";
  return [
    person.born && say.born(person.born.slice(0, 4)),
    told || (person.found ? say.found : say.step[person.step]),
    person.tail && say.tail(person.tail),
    person.reason && person.reason !== NOT_MET && say.before(reasonText(person.reason)),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Who lives there, as one would greet the first of them. */
export const greetings = (door: DoorView, day: string): string =>
  door.people.map((one) => greet(one.name, one.born, one.sex, day)).join(", ");

export type StateKind = "done" | "wait" | "stop" | "note" | "plain";

/** The state of a door as a shape and a word. */
export function stateOf(door: DoorView, words: Words): { text: string; kind: StateKind } | null {
  if (door.may === "never") return { text: words.door.mayNot.never, kind: "stop" };
  if (!door.last && door.status === "none") return null;
  const outcome = door.last?.outcome;
  const text = outcome ? words.door.outcome[outcome] : "";
  if (door.group === "done") return { text: text || words.tonight.done, kind: "done" };
  return text ? { text, kind: door.group === "return" ? "wait" : "plain" } : null;
}
