import { describe, expect, test } from "vitest";
import { spoken } from "../words/spoken.svelte.ts";
import { Draft, likely } from "./draft.svelte.ts";
import { summary } from "./summary.ts";
import { EVENING, person, record } from "./trial.ts";

const facts = { day: "2023-06-02", now: EVENING };
const told = (draft: Draft): string => summary(draft, facts, spoken.words, "vi");

function atHome(...people: Parameters<typeof person>[0][]): Draft {
  const draft = new Draft(11, people.map((one) => person(one)));
  draft.outcome = "home";
  return draft;
}

test("nobody home is a whole visit by itself", () => {
  const draft = new Draft(11, [person()]);
  expect(draft.missing).toEqual({ what: "outcome" });
  draft.outcome = "nobody";
  expect(draft.missing).toBeNull();
  expect(draft.visit()).toEqual({ outcome: "nobody", people: [] });
});

test("somebody home needs a result for one of them, and a reason its code", () => {
  const draft = atHome({ p: 1 }, { p: 2, name: "Lê Thị Sáu" });
  expect(draft.missing).toEqual({ what: "person" });
  draft.people[1]!.choose("reason");
  expect(draft.missing).toEqual({ what: "reason", name: "Lê Thị Sáu" });
  draft.people[1]!.reason = "NOT_YET_WILLING";
  expect(draft.missing).toBeNull();
  expect(draft.visit().people).toEqual([{ person: 2, outcome: "reason", reason: "NOT_YET_WILLING" }]);
});

test("somebody home who only asks to come back is a whole visit too", () => {
  const draft = atHome({});
  draft.backAt = "2023-06-02T20:00:00+07:00";
  expect(draft.missing).toBeNull();
  expect(draft.visit()).toEqual({ outcome: "home", people: [], backAt: "2023-06-02T20:00:00+07:00" });
});

test("activated and shown are told as two results of one person", () => {
  const draft = atHome({});
  draft.people[0]!.choose("activated");
  draft.people[0]!.shown = true;
  expect(draft.visit().people.map((one) => one.outcome)).toEqual(["activated", "shown"]);
});

test("a second tap takes a result back, with what hung on it", () => {
  const one = atHome({}).people[0]!;
  one.choose("invited");
  one.slot = "2023-06-05T08:00+07:00";
  one.choose("activated");
  expect(one.told()).toEqual([{ person: 1, outcome: "activated" }]);
  one.choose("activated");
  expect(one.told()).toEqual([]);
});

describe("a wish without a result means one", () => {
  test.each([
    ["homeVisit", { outcome: "reason", reason: "HOME_VISIT", home_visit: true }],
    ["escort", { outcome: "invited", escort: true }],
    ["never", { outcome: "reason", reason: "REFUSES", never: true }],
  ] as const)("%s", (wish, meant) => {
    const one = atHome({}).people[0]!;
    one[wish] = true;
    expect(one.told()).toEqual([{ person: 1, ...meant }]);
  });
});

test("people chosen before the answer was changed to nobody are not told", () => {
  const draft = atHome({});
  draft.people[0]!.choose("activated");
  draft.outcome = "nobody";
  expect(draft.visit().people).toEqual([]);
});

test("a correction begins with what was said and names what it replaces", () => {
  const before = record({
    id: "old", outcome: "home", text: "cổng xanh",
    people: [{ person: 1, outcome: "invited", slot_at: "2023-06-05T08:00+07:00" }, { person: 1, outcome: "shown" }],
  });
  const draft = new Draft(11, [person()], before);
  expect(draft.visit()).toEqual({ outcome: "home", people: before.people, note: "cổng xanh", replaces: "old" });
});

test("only a pair with kit and officer may collect", () => {
  expect(likely(person({ step: "collect" }), true)[0]).toBe("collected");
  expect(likely(person({ step: "collect" }), false)).not.toContain("collected");
  expect(likely(person({ step: "activate" }), true)[0]).toBe("activated");
});

test("what will be saved is said in one line, with the form of address", () => {
  const draft = atHome({ born: "1954", sex: "male" });
  draft.people[0]!.choose("invited");
  draft.people[0]!.slot = "2023-06-05T08:00+07:00";
  draft.backAt = "2023-06-02T20:00:00+07:00";
  draft.never = true;
  const line = told(draft);
  expect(line).toBe(
    "Có người ở nhà · Ông Bảy: Mời ra trụ sở, T2 5/6 08:00 · Quay lại 20:00 · Xin đừng gõ cửa nhà này nữa",
  );
});
