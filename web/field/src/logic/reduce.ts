// Adding the visits to one door up to what it is.
import type { DoorOutcome } from "../wire.ts";
import { live, type PersonFact, type VisitFact } from "./facts.ts";
import { localDay } from "./hours.ts";
import { afterVisit, behindDoor, type PersonState, UNMET } from "./person.ts";

/** `knocks`: visits not withdrawn. `promise`: when the pair promised to return, while that is open. */
export interface DoorState {
  knocks: number;
  firstAt: number | null;
  lastAt: number | null;
  lastOutcome: DoorOutcome | null;
  promise: number | null;
  never: boolean;
  people: Map<string, PersonState>;
  /** Of those behind the door whom no visit has named. */
  others: PersonState | null;
}

/**
 * The state that a set of visits adds up to: any order, any repetition, the same state. `before`: what was known of
 * people without these visits.
 */
export function reduceVisits(facts: Iterable<VisitFact>, before = new Map<string, PersonState>()): DoorState {
  const visits = live(facts);
  const people = new Map<string, PersonState>();
  let others: PersonState | null = null;
  for (const visit of visits) {
    others = behindDoor(others, visit.outcome, visit.at);
    for (const [person, told] of byPerson(visit.told)) {
      people.set(person, afterVisit(people.get(person) ?? before.get(person) ?? UNMET, told, visit.at));
    }
  }
  const last = visits.at(-1);
  return {
    knocks: visits.length,
    firstAt: visits[0]?.at ?? null,
    lastAt: last?.at ?? null,
    lastOutcome: last ? (last.outcome as DoorOutcome) : null,
    promise: promiseAfter(null, visits),
    never: visits.some((visit) => visit.never),
    people,
    others,
  };
}

function byPerson(told: PersonFact[]): Map<string, PersonFact[]> {
  const found = new Map<string, PersonFact[]>();
  for (const one of told) found.set(one.person, [...(found.get(one.person) ?? []), one]);
  return found;
}

/** The promise that is open after these visits (live, in order), given the one open before. */
export function promiseAfter(open: number | null, visits: VisitFact[]): number | null {
  for (const visit of visits) {
    const given = [...visit.told.flatMap((one) => one.back ?? []), ...(visit.back === null ? [] : [visit.back])];
    if (given.length) open = Math.min(...given);
    else if (open !== null && localDay(visit.at) >= localDay(open)) open = null;
  }
  return open;
}
