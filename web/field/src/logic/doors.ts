// One door as it is shown: the list as it was made, and whatever was told since.
import type { DoorGroup, DoorView, PersonView } from "../contract.ts";
import type { Bundle, BundleDoor, BundlePerson, DoorOutcome } from "../wire.ts";
import { live } from "./facts.ts";
import { eveningOf, isoLocal, localTime, momentOf } from "./hours.ts";
import { allows, mayKnock } from "./knocking.ts";
import { markOf, weakest } from "./marks.ts";
import { type PersonState, UNMET } from "./person.ts";
import { type DoorState, promiseAfter, reduceVisits } from "./reduce.ts";
import type { DoorFact } from "./told.ts";

// Codes the office computes where nobody told a reason.
const COMPUTED = [
  "NOT_VISITED", "INVITED", "AWAITING_APPROVAL", "AWAITING_ACTIVATION", "FILE_REJECTED", "ADDRESS_NOT_FOUND",
  "NO_REASON_NOTED", "NOT_HOME", "",
];

export interface Door extends BundleDoor {
  found: boolean;
  foundPeople: BundlePerson[];
}

export interface Tonight {
  bundle: Bundle;
  now: number;
}

const quietOf = (bundle: Bundle) => ({ from: bundle.round.quiet_from, to: bundle.round.quiet_to });

export function doorView(door: Door, facts: DoorFact[], tonight: Tonight): DoorView {
  const { bundle, now } = tonight;
  const people = [...door.people, ...door.foundPeople];
  const state = reduceVisits(facts, new Map(people.map((one) => [String(one.p), listed(one)])));
  const visits = live(facts) as DoorFact[];
  const fresh = visits.filter((visit) => !visit.inList);
  const knocks = countKnocks(door, facts, state);
  const promise = openPromise(door, facts, visits, fresh, bundle);
  const last = fresh.length || !door.last ? lastOf(state) : door.last;
  const may = mayKnock({ knocks, promise, never: state.never }, bundle.cap, door.not_before, now);
  const views = people.map((one) => personView(one, state, door.foundPeople.includes(one)));
  // Whoever the office has nothing left to do with is not on its list.
  const nobodyLeft = !door.found && !views.length;
  const marks = facts.flatMap((fact) => (fact.own && fact.tonight ? markOf(fact.own.answer) : []));
  return {
    hh: door.hh,
    pos: door.pos,
    at: promise !== null && isTonight(promise, bundle) ? localTime(promise) : door.promised ? null : door.at,
    promise: promise === null ? null : isoLocal(promise),
    address: door.address,
    head: door.head,
    hamlet: bundle.round.hamlets.find((one) => one.id === door.hamlet)?.name ?? "",
    lat: door.lat,
    lon: door.lon,
    knocks,
    last,
    notBefore: door.not_before,
    why: door.why,
    group: nobodyLeft ? "done" : groupOf({ may, promise, last: tonights(visits, last, bundle), people: views }, bundle),
    may,
    status: nobodyLeft ? "done" : statusOf(views, state, last, knocks),
    people: views,
    mark: weakest(marks),
    found: door.found,
  };
}

const isTonight = (at: number, bundle: Bundle): boolean => eveningOf(at, quietOf(bundle)) === bundle.round.on;

/** What the list says of somebody, as if the last visit before it had told it. */
const listed = (one: BundlePerson): PersonState =>
  COMPUTED.includes(one.reason) ? UNMET : { ...UNMET, outcome: "reason", reason: one.reason };

/** Knocks of the list that nobody here knows of, and those known here. */
function countKnocks(door: Door, facts: DoorFact[], state: DoorState): number {
  const listed = live(facts.filter((fact) => fact.inList)).length;
  return Math.max(0, door.knocks - listed) + state.knocks;
}

function openPromise(door: Door, facts: DoorFact[], visits: DoorFact[], fresh: DoorFact[], bundle: Bundle) {
  const withdrawn = live(facts.filter((fact) => fact.inList)).some((old) => !visits.some((it) => it.id === old.id));
  if (withdrawn) return promiseAfter(null, visits);
  return promiseAfter(door.promised && door.at ? momentOf(bundle.round.on, door.at) : null, fresh);
}

const lastOf = (state: DoorState) =>
  state.lastAt === null || !state.lastOutcome ? null : { at: state.lastAt, outcome: state.lastOutcome };

/** How the door was found tonight, by anybody; null if nobody knocked tonight. */
function tonights(visits: DoorFact[], last: DoorView["last"], bundle: Bundle): DoorOutcome | null {
  const known = visits.filter((visit) => visit.tonight).at(-1);
  if (known) return known.outcome as DoorOutcome;
  return last && isTonight(last.at, bundle) ? last.outcome : null;
}

function personView(one: BundlePerson, state: DoorState, found: boolean): PersonView {
  const told = state.people.get(String(one.p)) ?? behind(one, state);
  return {
    ...one,
    reason: told ? (told.reason ?? "") : one.reason,
    outcome: told?.outcome ?? null,
    settled: Boolean(told && (told.activated || told.collectedAt !== null)),
    slot: told?.slot ? isoLocal(told.slot) : null,
    homeVisit: told?.homeVisit ?? false,
    escort: told?.escort ?? false,
    never: told?.never ?? false,
    found,
  };
}

/** How the door was found tells of those not named, but not against what they said themselves. */
const behind = (one: BundlePerson, state: DoorState): PersonState | null =>
  COMPUTED.includes(one.reason) ? state.others : null;

interface Standing {
  may: DoorView["may"];
  promise: number | null;
  last: DoorOutcome | null;
  people: PersonView[];
}

function groupOf(it: Standing, bundle: Bundle): DoorGroup {
  if (it.may === "never" || it.may === "cap-reached") return "done";
  if (it.people.length && it.people.every((one) => one.settled || one.never)) return "done";
  if (it.promise !== null) return isTonight(it.promise, bundle) ? (it.last ? "return" : "left") : "done";
  if (!it.last) return "left";
  if (it.last === "nobody") return "return";
  return it.last === "home" && it.people.some(isUnmet) ? "return" : "done";
}

const isUnmet = (one: PersonView): boolean => !one.settled && (one.outcome === null || one.reason === "NOT_HOME");

function statusOf(people: PersonView[], state: DoorState, last: DoorView["last"], knocks: number) {
  if (people.length && people.every((one) => one.settled)) return "done";
  if (people.some((one) => one.settled)) return "partial";
  if (state.never || last?.outcome === "door-refused" || people.some((one) => one.reason === "REFUSES")) return "refused";
  if (last?.outcome === "home") return "partial";
  return knocks ? "absent" : "none";
}

const HALF_HOUR = 30 * 60_000;

/**
 * Where to go next: promises that are due, the planned way, those to return to after half an hour, found doors and
 * the reserve, whoever is left to return to; if nothing may be knocked at now, what may be soonest.
 */
export function nextDoor(doors: DoorView[], now: number): DoorView | null {
  const open = doors.filter((door) => door.group !== "done");
  const may = open.filter((door) => allows(door.may));
  const back = may.filter((door) => door.group === "return").sort((a, b) => (a.last?.at ?? 0) - (b.last?.at ?? 0));
  const left = may.filter((door) => door.group === "left");
  const hour = (door: DoorView) => door.promise?.slice(11, 16) ?? door.notBefore ?? "";
  return (
    may.filter((door) => door.may === "promised").sort((a, b) => hour(a).localeCompare(hour(b)))[0] ??
    left.find((door) => door.pos !== null) ??
    back.find((door) => now - (door.last?.at ?? 0) >= HALF_HOUR) ??
    left[0] ??
    back[0] ??
    open.sort((a, b) => hour(a).localeCompare(hour(b)))[0] ??
    null
  );
}
