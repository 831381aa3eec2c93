// A door is the list as it was made and whatever was told since, by this phone, by others and by the office.
import { expect, test } from "vitest";
import { door, EVENING, list } from "../sync/trial/world.ts";
import type { BundleDoor, FieldEvent, Hh, Row, Visit } from "../wire.ts";
import { evening, searched } from "./evening.ts";
import type { Answered } from "./marks.ts";
import type { Own } from "./told.ts";

const MINUTE = 60_000;
const at = (hour: string, day = "2023-06-02") => `${day}T${hour}:00+07:00`;

let count = 0;
function own(p: Partial<Visit>, more: { hh?: Hh; minute?: number; answer?: Partial<Answered>; id?: string } = {}): Own {
  count += 1;
  const when = EVENING + (more.minute ?? 0) * MINUTE;
  const event = {
    id: more.id ?? `own-${count}`, inc: "i", n: count, sv: 1, k: "visit.recorded", hh: more.hh ?? 1, t: when, ck: 1,
    r: 7, p: { outcome: "home", people: [], ...p },
  } as FieldEvent;
  const answer = more.answer && { s: "stored" as const, seq: 1, code: null, counted: true, heard: when, ...more.answer };
  return { event, at: when, answer: answer ?? null, order: count };
}
const voids = (id: string): Own => {
  const one = own({});
  return { ...one, event: { ...one.event, k: "visit.voided", p: { voids: id } } as FieldEvent };
};

function see(told: Own[], { doors = [door(1), door(2)], rows = [] as Row[], minute = 60, seq = 0 } = {}) {
  const bundle = { ...list(doors), seq };
  return evening({ bundle, rows, own: told, now: EVENING + minute * MINUTE });
}
const first = (told: Own[], more: Parameters<typeof see>[1] = {}) => see(told, more).doors[0]!;
const said = (person: number, outcome: "activated" | "reason", reason?: string) => ({
  person, outcome, ...(reason ? { reason } : {}),
});

test.each([
  ["untouched", {}, "left", "none"],
  ["nobody", { outcome: "nobody" as const }, "return", "absent"],
  ["refused", { outcome: "door-refused" as const }, "done", "refused"],
  ["no such house", { outcome: "not-found" as const }, "done", "absent"],
  ["both active", { people: [said(10, "activated"), said(11, "activated")] }, "done", "done"],
  ["one active, the son not met", { people: [said(10, "activated")] }, "return", "partial"],
  ["both answered", { people: [said(10, "activated"), said(11, "reason", "NO_SIM")] }, "done", "partial"],
  ["the son was out", { people: [said(10, "activated"), said(11, "reason", "NOT_HOME")] }, "return", "partial"],
  ["back at eight", { outcome: "nobody" as const, back_at: at("20:00") }, "return", "absent"],
  ["back next week", { back_at: at("19:00", "2023-06-09") }, "done", "partial"],
  ["never again", { outcome: "door-refused" as const, never: true as const }, "done", "refused"],
] as const)("%s", (what, visit, group, status) => {
  const it = first(what === "untouched" ? [] : [own({ ...visit, people: [...("people" in visit ? visit.people : [])] })]);
  expect([it.group, it.status]).toEqual([group, status]);
});

test("the cap of knocks ends it", () => {
  const knocks: Own[] = [1, 2, 3].map((minute) => own({ outcome: "nobody" }, { minute }));
  expect(first(knocks)).toMatchObject({ knocks: 3, may: "cap-reached", group: "done" });
  expect(first(knocks.slice(1), { doors: [door(1, { knocks: 1 })] })).toMatchObject({ knocks: 3, group: "done" });
});

test("what the list already counts is not counted twice, and what it counts and we withdraw goes", () => {
  const listed = [door(1, { knocks: 2, last: { at: EVENING, outcome: "nobody" } })];
  const sent = own({ outcome: "nobody" }, { answer: { seq: 3 }, id: "sent" });
  expect(first([sent], { doors: listed, seq: 5 }).knocks).toBe(2);
  expect(first([sent], { doors: listed, seq: 2 }).knocks).toBe(3);
  expect(first([sent, voids("sent")], { doors: listed, seq: 5 }).knocks).toBe(1);
});

test("a listed door without anybody left is done", () => {
  expect(first([], { doors: [door(1, { people: [] })] })).toMatchObject({ group: "done", status: "done" });
});

test("a visit withdrawn is as if it had not been; a correction takes its place", () => {
  const wrong = own({ people: [said(10, "activated")] }, { id: "wrong" });
  expect(first([wrong, voids("wrong")])).toMatchObject({ group: "left", status: "none", knocks: 0 });
  const right = own({ people: [said(11, "activated")], replaces: "wrong" });
  const it = see([wrong, right]);
  expect(it.doors[0]!.people.map((one) => one.settled)).toEqual([false, true]);
  expect(it.records.map((one) => one.voided)).toEqual([false, true]);
  expect(it.evening).toMatchObject({ recorded: 1, activated: 1 });
});

test("what somebody said before outlives a dark house tonight", () => {
  const people = door(1).people.map((one) => ({ ...one, reason: "NO_SIM" }));
  const doors: BundleDoor[] = [door(1, { people })];
  expect(first([own({ outcome: "nobody" })], { doors }).people[0]!.reason).toBe("NO_SIM");
  expect(first([own({ outcome: "nobody" })]).people[0]!.reason).toBe("NOT_HOME");
  expect(first([own({ people: [said(10, "reason", "NOT_YET_WILLING")] })], { doors }).people.map((one) => one.reason)).toEqual(
    ["NOT_YET_WILLING", "NO_SIM"],
  );
});

test("another pair's visit, the office's word and a merge are heeded", () => {
  const row = (seq: number, more: Partial<Row>): Row => ({ seq, k: "visit.recorded", id: `r${seq}`, t: EVENING, ...more });
  const rows = [
    row(1, { hh: 1, pair: 2, p: { outcome: "door-refused" } }),
    row(2, { hh: 2, k: "visit", p: { outcome: "home", people: [said(20, "activated"), said(21, "activated")] } }),
  ];
  const it = see([], { rows });
  expect(it.doors.map((one) => one.group)).toEqual(["done", "done"]);
  expect(it.counts).toEqual({ done: 2, left: 0, toReturn: 0 });
  const merged: Row = { seq: 3, k: "hh.merged", p: { from: 9, into: 1 } };
  expect(first([own({ outcome: "nobody" }, { hh: 9 })], { rows: [merged] }).knocks).toBe(1);
  expect(see([], { rows, seq: 2 }).doors.map((one) => one.group)).toEqual(["left", "left"]);
});

test("the way: promises when they are due, then the plan, then back after half an hour, then the reserve", () => {
  const doors = [door(1), door(2, { promised: true, at: "19:00" }), door(3, { pos: null })];
  const next = (told: Own[], minute: number) => see(told, { doors, minute }).next;
  expect(next([], 10)).toBe(1);
  expect(next([], 51)).toBe(2);
  const dark = own({ outcome: "nobody" }, { minute: 12 });
  expect(next([dark], 15)).toBe(3);
  expect(next([dark], 45)).toBe(1);
  const gone = (hh: number, minute: number) => own({ outcome: "not-found" }, { hh, minute });
  expect(next([gone(1, 1), gone(3, 2)], 20)).toBe(2);
  expect(next([gone(1, 1), gone(2, 55), gone(3, 2)], 60)).toBeNull();
  expect(next([], 210)).toBeNull();
});

test("a wish not to be called before an hour waits", () => {
  const doors = [door(1, { not_before: "19:30" }), door(2)];
  expect(see([], { doors }).next).toBe(2);
  expect(see([], { doors, minute: 90 }).next).toBe(1);
  expect(see([own({ outcome: "not-found" }, { hh: 2 })], { doors }).next).toBe(1);
});

test("the reserve counts once somebody has been there", () => {
  const doors = [door(1), door(2, { pos: null })];
  expect(see([], { doors }).counts).toEqual({ done: 0, left: 1, toReturn: 0 });
  expect(see([own({ outcome: "nobody" }, { hh: 2 })], { doors }).counts).toEqual({ done: 0, left: 1, toReturn: 1 });
});

test("doors are found without accents, the best first, equals by given name", () => {
  const named = (hh: number, head: string) => door(hh, { head, address: "Ngõ 5" });
  const doors = see([], { doors: [named(1, "Trần Văn Cường"), named(2, "Lê Thị Ánh"), named(3, "Ngô Văn Bách")] }).doors;
  expect(searched(doors, "ngo 5").map((one) => one.hh)).toEqual([2, 3, 1]);
  expect(searched(doors, "le anh").map((one) => one.hh)).toEqual([2]);
});

test("the evening's sums and marks", () => {
  const told = [
    own({ people: [said(10, "activated")] }, { answer: {} }),
    own({ outcome: "nobody" }, { hh: 2, answer: { counted: false, seq: null, s: "quarantined", code: "impossible" } }),
    own({ outcome: "nobody" }, { hh: 2 }),
  ];
  const it = see(told);
  expect(it.evening).toEqual({ recorded: 3, onServer: 2, counted: 1, activated: 1 });
  expect(it.doors.map((one) => one.mark)).toEqual(["counted", "phone"]);
  expect(it.records.map((one) => [one.mark, one.code])).toEqual([["phone", null], ["sent", "impossible"], ["counted", null]]);
});

test("a clock of any year changes no door and no order", () => {
  const told = [own({ outcome: "nobody" }), own({ people: [said(10, "activated"), said(11, "activated")] }, { minute: 5 })];
  const skewed = told.map((one) => ({ ...one, event: { ...one.event, t: one.event.t + 3650 * 86_400_000 } }));
  expect(see(skewed as Own[]).doors).toEqual(see(told).doors);
});
