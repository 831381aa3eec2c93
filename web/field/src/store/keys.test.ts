import { expect, test } from "vitest";
import { calibrate, pinPause, random, ROUNDS, stretch } from "./keys.ts";

test("a PIN is stretched by at least 600,000 rounds, however slow the phone", async () => {
  let time = 0;
  const slow = () => (time += 5_000);
  const quick = () => (time += 1);
  const nothing = async () => random(32);
  expect((await calibrate(slow, nothing)).rounds).toBe(ROUNDS);
  expect((await calibrate(quick, nothing)).rounds).toBe(2_000_000);
  expect(ROUNDS).toBeGreaterThanOrEqual(600_000);
});

test("another salt, another PIN, another number of rounds: another key", async () => {
  const salt = random(16);
  const one = (pin: string, rounds = 1_000, with_ = salt) => stretch(pin, { salt: with_, rounds });
  const keys = await Promise.all([one("123456"), one("123457"), one("123456", 1_001), one("123456", 1_000, random(16))]);
  expect(new Set(keys.map((key) => key.join())).size).toBe(4);
  expect(await one("123456")).toEqual(keys[0]);
  expect(keys[0]).toHaveLength(32);
});

test("four wrong PINs are free, then each costs double, up to half an hour", () => {
  expect([1, 4, 5, 6, 7, 30].map(pinPause)).toEqual([0, 0, 30_000, 60_000, 120_000, 1_800_000]);
});
