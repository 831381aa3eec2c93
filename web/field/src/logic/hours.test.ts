import { expect, test } from "vitest";
import { endsAt, eveningOf, isOver, isQuiet, isoLocal, localDay, promiseAt } from "./hours.ts";

const NIGHT = { from: "21:30", to: "07:00" };
const at = (iso: string) => Date.parse(`${iso}+07:00`);

test("hours are Vietnam's, whatever zone the phone is in", () => {
  expect(isoLocal(Date.parse("2023-06-02T17:30:00Z"))).toBe("2023-06-03T00:30:00+07:00");
  expect(localDay(Date.parse("2023-06-02T16:59:00Z"))).toBe("2023-06-02");
});

test("the first quiet minute is quiet, and the last is not", () => {
  expect(isQuiet(NIGHT, at("2023-06-02T21:29:59"))).toBe(false);
  expect(isQuiet(NIGHT, at("2023-06-02T21:30:00"))).toBe(true);
  expect(isQuiet(NIGHT, at("2023-06-03T06:59:00"))).toBe(true);
  expect(isQuiet(NIGHT, at("2023-06-03T07:00:00"))).toBe(false);
  expect(isQuiet({ from: "12:00", to: "13:00" }, at("2023-06-02T12:30:00"))).toBe(true);
  expect(isQuiet({ from: "12:00", to: "13:00" }, at("2023-06-02T22:00:00"))).toBe(false);
});

test("after midnight it is still the evening before, until the quiet hours end", () => {
  expect(eveningOf(at("2023-06-03T00:20:00"), NIGHT)).toBe("2023-06-02");
  expect(eveningOf(at("2023-06-03T07:00:00"), NIGHT)).toBe("2023-06-03");
});

test("an evening is over once its quiet hours began, and stays over", () => {
  expect(isOver("2023-06-02", NIGHT, at("2023-06-02T21:29:00"))).toBe(false);
  expect(isOver("2023-06-02", NIGHT, at("2023-06-02T21:30:00"))).toBe(true);
  expect(isOver("2023-06-02", NIGHT, at("2023-06-04T19:00:00"))).toBe(true);
  expect(endsAt("2023-06-02", NIGHT)).toBe(at("2023-06-02T21:30:00"));
  expect(endsAt("2023-06-02", { from: "00:30", to: "07:00" })).toBe(at("2023-06-03T00:30:00"));
});

test("a promise is an hour of this evening or of another day", () => {
  const now = at("2023-06-02T18:00:00");
  expect(promiseAt(now, NIGHT, "19:30")).toBe("2023-06-02T19:30:00+07:00");
  expect(promiseAt(now, NIGHT, "08:00", 3)).toBe("2023-06-05T08:00:00+07:00");
  expect(promiseAt(at("2023-06-03T00:10:00"), NIGHT, "19:30", 1)).toBe("2023-06-03T19:30:00+07:00");
});
