import { expect, test } from "vitest";
import { LARGEST, larger, pause, smaller } from "./backoff.ts";
import { codeFor, countOf } from "./handover.ts";
import { markOf, weakest } from "./marks.ts";
import { has, missing } from "./ranges.ts";
import { uuid7 } from "./uuid7.ts";

test("an event's name carries its time, a version and 74 bits of luck", () => {
  const full = uuid7(0x0123456789ab, (bytes) => bytes.fill(0xff));
  expect(full).toBe("01234567-89ab-7fff-bfff-ffffffffffff");
  expect(uuid7(-5, (bytes) => bytes.fill(0))).toBe("00000000-0000-7000-8000-000000000000");
  const many = new Set(Array.from({ length: 2_000 }, () => uuid7(1_685_700_000_000)));
  expect(many.size).toBe(2_000);
});

test("pauses grow to five minutes, jittered from nothing, and never fall short of what was asked", () => {
  expect([1, 2, 3, 9, 50].map((failures) => pause(failures, 1))).toEqual([1_000, 2_000, 4_000, 256_000, 300_000]);
  expect(pause(5, 0)).toBe(0);
  expect(pause(1, 0.5, 30_000)).toBe(30_000);
});

test("batches double up to 200 and halve down to one", () => {
  expect([50, 100, 150, 200].map(larger)).toEqual([100, LARGEST, LARGEST, LARGEST]);
  expect([50, 3, 1].map(smaller)).toEqual([25, 1, 1]);
});

test("what is missing is what no range holds", () => {
  expect(has([[1, 3], [5, 5]], 5)).toBe(true);
  expect(missing([1, 3, 4, 5, 6], [[1, 3], [5, 5]])).toEqual([4, 6]);
  expect(missing([2], [])).toEqual([2]);
});

test("the hand-over code is the server's, and is found a few hand-overs ahead", async () => {
  const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  const codes = await Promise.all([0, 1, 2, 3, 4].map((count) => codeFor(key, 7, count)));
  expect(codes.slice(0, 3)).toEqual(SERVER_CODES);
  expect(await countOf(key, 7, 0, codes[3]!)).toBe(3);
  expect(await countOf(key, 7, 0, codes[4]!)).toBeNull();
  expect(await countOf(key, 7, 1, codes[0]!)).toBeNull();
  expect(await countOf(key, 8, 0, codes[0]!)).toBeNull();
});

test("of several records the least mark is promised", () => {
  const answer = { s: "stored" as const, seq: 1, code: null, counted: false, heard: 0 };
  expect([null, answer, { ...answer, counted: true }].map(markOf)).toEqual(["phone", "sent", "counted"]);
  expect(weakest(["counted", "sent"])).toBe("sent");
  expect(weakest([])).toBeNull();
});

// `bacung.core.syncing.handover.code(bytes(range(32)), 7, count)` for the counts 0, 1, 2.
const SERVER_CODES = ["992654", "505550", "594077"];
