import { expect, test } from "vitest";
import type { Outcome } from "../wire.ts";
import cases from "./cases.json" with { type: "json" };
import { live, type PersonFact, type VisitFact } from "./facts.ts";
import { mayKnock } from "./knocking.ts";
import type { PersonState } from "./person.ts";
import { reduceVisits } from "./reduce.ts";

type Row = (string | number | null)[];
type Case = [string, unknown[][], unknown[], [number, string | null, number, string][]];

const told = (row: Row): PersonFact => ({
  person: row[0] as string,
  outcome: row[1] as Outcome,
  reason: row[2] as string | null,
  slot: row[3] as number | null,
  back: row[4] as number | null,
  homeVisit: row[5] === 1,
  escort: row[6] === 1,
  never: row[7] === 1,
});
const fact = (row: unknown[]): VisitFact => ({
  id: row[0] as string,
  at: row[1] as number,
  written: row[2] as number,
  outcome: row[3] as VisitFact["outcome"],
  told: (row[4] as Row[]).map(told),
  voids: row[5] as string | null,
  back: row[6] as number | null,
  never: row[7] === 1,
});
const bit = (yes: boolean) => (yes ? 1 : 0);
const person = (one: PersonState | null) =>
  one && [
    one.outcome, one.at, one.reason, bit(one.activated), bit(one.alreadyActive), one.activatedAt, one.collectedAt,
    one.slot, bit(one.homeVisit), bit(one.escort), bit(one.never),
  ];

test.each((cases as unknown as Case[]).map((one) => [one[0], one] as const))("as on the server: %s", (_, one) => {
  const facts = one[1].map(fact);
  for (const order of [facts, [...facts].reverse(), [...facts, ...facts]]) {
    const it = reduceVisits(order);
    const people = Object.fromEntries([...it.people].map(([name, state]) => [name, person(state)]));
    expect([
      it.knocks, it.firstAt, it.lastAt, it.lastOutcome, it.promise, bit(it.never), people, person(it.others),
    ]).toEqual(one[2]);
    for (const [cap, hour, now, said] of one[3]) expect(mayKnock(it, cap, hour, now)).toBe(said);
  }
});

test("what the server has not answered comes last, in its own order, whatever the clock said", () => {
  const visit = (id: string, at: number, pending?: number): VisitFact => ({
    id, at, written: at, outcome: "home", told: [], voids: null, back: null, never: false,
    ...(pending === undefined ? {} : { pending }),
  });
  const clockOf2036 = visit("first", 2_085_000_000_000, 1);
  const backInTime = visit("second", 5, 2);
  const answered = visit("answered", 1_685_700_000_000);
  expect(live([backInTime, clockOf2036, answered]).map((one) => one.id)).toEqual(["answered", "first", "second"]);
});
