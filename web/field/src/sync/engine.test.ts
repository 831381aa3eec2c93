// When the phone talks to the server.
import { expect, test, vi } from "vitest";
import type { PushReply } from "../wire.ts";
import { type Client, Failure } from "./client.ts";
import { Engine } from "./engine.ts";
import type { Pulling } from "./pulling.ts";
import type { Pushed, Pushing } from "./pushing.ts";

const REPLY = { now: 0, results: [], have: [], gaps: [], others: [], remarks: [] } as unknown as PushReply;

function engine({ visible = true, luck = 0.5 } = {}) {
  const it = { time: 0, planned: [] as number[], hellos: 0, pushes: 0, waits: false, visible };
  const push = vi.fn(async (): Promise<Pushed | null> => ({ reply: REPLY, skipped: 0 }));
  let due: (() => void) | null = null;
  const on = new Engine({
    client: { hello: async () => void (it.hellos += 1) } as unknown as Client,
    pushing: { all: () => ((it.pushes += 1), push()) } as unknown as Pushing,
    pulling: { all: async () => ({ list: null, rows: [] }) } as unknown as Pulling,
    steady: () => it.time,
    luck: () => luck,
    later: (work, ms) => {
      it.planned.push(ms);
      due = work;
      return () => (due = null);
    },
    isVisible: () => it.visible,
    token: async () => "t",
    key: async () => null,
    waits: async () => it.waits,
    answered: async () => undefined,
    pushed: async () => undefined,
    fetched: async () => undefined,
    revoked: async () => undefined,
    changed: () => undefined,
  });
  const fails = (status: number, wait = 0) => push.mockRejectedValueOnce(new Failure(status, null, wait));
  return { it, on, push, fails, tick: () => due?.() };
}

test("every minute while the app is seen, never while it is not", async () => {
  const { it, on } = engine();
  await on.run();
  expect(it.planned).toEqual([60_000]);
  it.visible = false;
  await on.run();
  expect(it.planned).toEqual([60_000]);
});

test("after failures with growing pauses, then every minute again", async () => {
  const { it, on, fails } = engine({ luck: 1 });
  for (let failed = 0; failed < 3; failed += 1) {
    fails(0);
    await on.run();
  }
  await on.run();
  expect(it.planned).toEqual([1_000, 2_000, 4_000, 60_000]);
});

test("what is written during a talk is told right after it", async () => {
  const { it, on, push } = engine();
  push.mockImplementationOnce(async () => {
    on.nudge();
    return { reply: REPLY, skipped: 0 };
  });
  await on.run();
  await vi.waitFor(() => expect(it.pushes).toBe(2));
  await on.run();
  expect(it.pushes).toBe(3);
});

test("a server that asked for quiet gets it, and is asked again afterwards", async () => {
  const { it, on, fails } = engine();
  it.visible = false;
  fails(503, 30_000);
  await on.run();
  it.visible = true;
  on.nudge();
  expect([it.pushes, it.planned]).toEqual([1, [30_000]]);
  it.time = 30_000;
  on.nudge();
  await vi.waitFor(() => expect(it.pushes).toBe(2));
});

test("the time is asked for before records go up after a long silence", async () => {
  const { it, on } = engine();
  it.waits = true;
  await on.run();
  expect(it.hellos).toBe(1);
  it.time = 300_000;
  await on.run();
  expect(it.hellos).toBe(1);
  it.time = 1_000_000;
  await on.run();
  expect(it.hellos).toBe(2);
});

test("closed, it says nothing more", async () => {
  const { it, on, tick } = engine();
  await on.run();
  on.close();
  tick();
  await on.run();
  expect(it.pushes).toBe(1);
});
