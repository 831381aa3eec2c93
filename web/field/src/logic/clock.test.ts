import { expect, test } from "vitest";
import { Clock, type ClockState, NEW_CLOCK, type Reading } from "./clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A clock with the true time 0 at its start; `skew` is what the wall says too much. */
function hung(state: ClockState = NEW_CLOCK) {
  const world = { time: 1_000_000, skew: 0, slept: 0 };
  const read = (): Reading => ({ wall: world.time + world.skew, steady: world.time - world.slept });
  return { world, clock: new Clock(state, read), again: (kept: ClockState) => new Clock(kept, read) };
}

test("the server's word corrects it, the way there and back taken in the middle", () => {
  const { world, clock } = hung();
  world.skew = -3 * HOUR;
  const sent = clock.reading();
  world.time += 2_000;
  clock.heard(world.time - 1_000, sent);
  expect(clock.now()).toBe(world.time);
  expect([clock.offsetMin, clock.lies, clock.state.heard]).toEqual([180, true, world.time - 1_000]);
});

test.each([-20 * 365 * DAY, -HOUR, 10 * 365 * DAY])("a jump by %i ms is a new epoch and changes no corrected time", (jump) => {
  const { world, clock } = hung();
  clock.heard(world.time, clock.reading());
  world.time += HOUR;
  clock.check();
  world.skew = jump;
  world.time += 1_000;
  expect(clock.check().ck).toBe(2);
  expect(clock.now()).toBe(world.time);
  expect(clock.check().ck).toBe(2);
});

test("a phone that slept the night has not jumped", () => {
  const { world, clock } = hung();
  clock.check();
  world.time += 10 * HOUR;
  world.slept = 10 * HOUR;
  expect(clock.check().ck).toBe(1);
});

test("turned back while the app was closed", () => {
  const first = hung();
  first.clock.heard(first.world.time, first.clock.reading());
  const kept = first.clock.check();
  first.world.skew = -5 * DAY;
  first.world.time += HOUR;
  const clock = first.again(kept);
  expect(clock.state.ck).toBe(2);
  expect(clock.now()).toBe(first.world.time - HOUR);
});

test("a week in a drawer is no jump, a year is taken for one", () => {
  const { world, clock, again } = hung();
  const kept = clock.check();
  world.time += 7 * DAY;
  expect(again(kept).state.ck).toBe(1);
  world.time += 365 * DAY;
  expect(again(kept).state.ck).toBe(2);
});

test("two answers that disagree mean a jump nobody saw", () => {
  const { world, clock } = hung();
  expect(clock.heard(world.time, clock.reading())).toBe(false);
  world.skew = HOUR;
  world.slept = -HOUR;
  world.time += 1_000;
  expect(clock.heard(world.time, clock.reading())).toBe(true);
  expect(clock.state.ck).toBe(2);
});

test("what was stamped before a jump is known by its bounds", () => {
  const { world, clock } = hung();
  clock.heard(world.time, clock.reading());
  const [t, { ck, heard }] = [clock.reading().wall, clock.check()];
  world.skew = 9 * DAY;
  world.time += HOUR;
  clock.check();
  expect(clock.corrected(t, ck, heard)).toBeGreaterThanOrEqual(heard!);
  expect(clock.corrected(t, ck, heard)).toBeLessThanOrEqual(clock.now());
});
