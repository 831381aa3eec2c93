// The whole evening as it is shown: all doors, where to go next, what was written down and where it is.
import type { DoorView, RecordView, View } from "../contract.ts";
import type { Bundle, BundlePerson, FieldEvent, FoundPerson, Row } from "../wire.ts";
import { type Door, doorView, nextDoor } from "./doors.ts";
import { live } from "./facts.ts";
import { byGivenName, match } from "./fold.ts";
import { endsAt, isOver } from "./hours.ts";
import { markOf } from "./marks.ts";
import { Aliases, type DoorFact, type Own, ownFact, rowFact } from "./told.ts";

export interface Known {
  bundle: Bundle;
  rows: Row[];
  own: Own[];
  now: number;
}

export type Evening = Pick<View, "doors" | "next" | "counts" | "evening" | "records" | "asked" | "quiet" | "companion">;

export function evening({ bundle, rows, own, now }: Known): Evening {
  const aliases = new Aliases(rows);
  const facts = allFacts(bundle, rows, own);
  const byDoor = new Map<string, DoorFact[]>();
  for (const fact of facts) {
    const hh = aliases.of(fact.hh);
    byDoor.set(hh, [...(byDoor.get(hh) ?? []), fact]);
  }
  const doors = allDoors(bundle, own, aliases).map((door) =>
    doorView(door, byDoor.get(String(door.hh)) ?? [], { bundle, now }),
  );
  const quiet = { from: bundle.round.quiet_from, to: bundle.round.quiet_to };
  const over = bundle.round.over || isOver(bundle.round.on, quiet, now);
  const mine = live(facts.filter((fact) => fact.own && fact.tonight)) as DoorFact[];
  return {
    doors,
    next: over ? null : (nextDoor(doors, now)?.hh ?? null),
    counts: count(doors),
    evening: tally(mine),
    records: records(own.filter((one) => isOf(one, bundle) || !one.answer), facts),
    asked: questions(bundle, rows, own),
    quiet: { ...quiet, endsAt: endsAt(bundle.round.on, quiet), over },
    companion: companion(own, bundle),
  };
}

const isOf = (one: Own, bundle: Bundle): boolean => one.event.r === bundle.round.id;

function companion(own: Own[], bundle: Bundle): string {
  const named = own.findLast((one) => isOf(one, bundle) && one.event.k === "companion.named");
  return named?.event.k === "companion.named" ? named.event.p.name : bundle.pair.companion;
}

/** Every visit once; where the server tells back what this phone wrote, the phone's own words hold. */
function allFacts(bundle: Bundle, rows: Row[], own: Own[]): DoorFact[] {
  const since = { round: bundle.round.id, seq: bundle.seq, now: bundle.now };
  const mine = own.flatMap((one) => ownFact(one, since) ?? []);
  const ids = new Set(mine.map((fact) => fact.id));
  const theirs = rows.filter((row) => row.seq > bundle.seq).flatMap((row) => rowFact(row) ?? []);
  return [...mine, ...theirs.filter((fact) => !ids.has(fact.id))];
}

/** The planned way, then what this phone found, then the reserve. */
function allDoors(bundle: Bundle, own: Own[], aliases: Aliases): Door[] {
  const added = new Map<string, BundlePerson[]>();
  const found: Door[] = [];
  for (const { event } of own.filter((one) => isOf(one, bundle))) {
    if (event.k === "hh.created") found.push(foundDoor(event));
    if (event.k === "person.created") {
      const hh = aliases.of(String(event.hh));
      added.set(hh, [...(added.get(hh) ?? []), ...event.p.people.map(foundPerson)]);
    }
  }
  const listed = new Set(bundle.doors.map((door) => String(door.hh)));
  const fresh = found.filter((door) => !listed.has(aliases.of(String(door.hh))));
  const planned = bundle.doors.filter((door) => door.pos !== null); // in the order of the way, whatever their rows' codes
  const reserve = bundle.doors.filter((door) => door.pos === null);
  return [...planned, ...fresh, ...reserve].map((door) => ({
    ...door,
    found: fresh.includes(door as Door),
    foundPeople: added.get(String(door.hh)) ?? [],
  }));
}

function foundDoor(event: FieldEvent & { k: "hh.created" }): Door {
  const { p } = event;
  return {
    hh: p.found, pos: null, at: null, promised: false, hamlet: p.hamlet,
    address: p.address, head: p.head, lat: null, lon: null, knocks: 0, last: null, not_before: null, why: [],
    people: p.people.map(foundPerson), found: true, foundPeople: [],
  };
}

const foundPerson = (one: FoundPerson): BundlePerson => ({
  p: one.found,
  name: one.name,
  born: one.born ?? "",
  sex: one.sex ?? "",
  rel: one.relation ?? "",
  step: "collect",
  reason: "",
  tail: (one.phone ?? "").replace(/\D/g, "").slice(-3),
});

/** Doors in reserve count once somebody has been there. */
function count(doors: DoorView[]): Evening["counts"] {
  const walked = doors.filter((door) => door.pos !== null || door.found || door.group !== "left");
  const of = (group: DoorView["group"]) => walked.filter((door) => door.group === group).length;
  return { done: of("done"), left: of("left"), toReturn: of("return") };
}

function tally(mine: DoorFact[]): Evening["evening"] {
  const answers = mine.map((fact) => fact.own!.answer);
  const active = mine.flatMap((fact) => fact.told.filter((one) => one.outcome === "activated").map((one) => one.person));
  return {
    recorded: mine.length,
    onServer: answers.filter(Boolean).length,
    counted: answers.filter((answer) => answer?.counted).length,
    activated: new Set(active).size,
  };
}

function records(own: Own[], facts: DoorFact[]): RecordView[] {
  const standing = new Set(live(facts).map((fact) => fact.id));
  return own
    .map(({ event, at, answer }): RecordView => {
      const visit = event.k === "visit.recorded" ? event.p : null;
      return {
        id: event.id,
        kind: event.k,
        hh: event.hh,
        at,
        mark: markOf(answer),
        code: answer?.code ?? null,
        voided: visit !== null && !standing.has(event.id),
        outcome: visit?.outcome ?? null,
        people: visit?.people ?? [],
        text: textOf(event),
      };
    })
    .reverse();
}

function textOf(event: FieldEvent): string {
  if (event.k === "note.added" || event.k === "question.asked") return event.p.text;
  if (event.k === "companion.named") return event.p.name;
  if (event.k === "hh.created") return `${event.p.head}, ${event.p.address}`;
  if (event.k === "person.created") return event.p.people.map((one) => one.name).join(", ");
  return event.k === "visit.recorded" ? (event.p.note ?? "") : "";
}

function questions(bundle: Bundle, rows: Row[], own: Own[]): Evening["asked"] {
  const asked: Evening["asked"] = bundle.asked.map((one) => ({
    id: one.id, text: one.text, answer: one.answer ?? null, mark: "counted",
  }));
  for (const { event, answer } of own) {
    if (event.k !== "question.asked" || asked.some((one) => one.id === event.id)) continue;
    asked.push({ id: event.id, text: event.p.text, answer: null, mark: markOf(answer) });
  }
  for (const row of rows.filter((one) => one.k === "answered")) {
    const question = asked.find((one) => one.id === row.id);
    if (question && row.p?.text) question.answer = row.p.text;
  }
  return asked;
}

/** Doors that answer what was typed, the best first, then by the given name of their heads. */
export function searched(doors: DoorView[], typed: string): DoorView[] {
  const score = (door: DoorView) =>
    match(typed, [door.address, door.head, door.hamlet, ...door.people.map((one) => one.name)].join(" "));
  return doors
    .map((door) => ({ door, fit: score(door) }))
    .filter((one) => one.fit > 0)
    .sort((a, b) => b.fit - a.fit || byGivenName(a.door.head, b.door.head))
    .map((one) => one.door);
}
