// What the server's refusals mean for the phone, and that none of them takes a record away.
import { expect, test } from "vitest";
import { World } from "./trial/world.ts";

const nobody = { outcome: "nobody" as const, people: [] };

test.each([
  [401, "fieldsync.token-unknown", "stopped", "pair-again"],
  [429, "fieldsync.busy", "waiting", "busy"],
  [503, "fieldsync.busy", "waiting", "busy"],
  [500, "", "waiting", "server"],
] as const)("%i is shown, and the records wait", async (status, code, phase, problem) => {
  const world = new World();
  const lan = await world.paired();
  world.office.trouble = { status, code, retry: 30 };
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  expect(lan.view.sync).toMatchObject({ phase, problem, unsent: 1 });
  if (phase === "waiting") expect(lan.view.sync.nextTryAt! - lan.view.now).toBeGreaterThan(29_000);
  world.office.trouble = null;
  await lan.phone.sync();
  expect(lan.view.sync).toMatchObject({ phase: "idle", problem: null, unsent: 0 });
});

test("a new epoch brings a new list and keeps what waits", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  const device = Object.values(world.office.state.devices)[0]!;
  device.epoch = 2;
  world.office.bundle = { ...world.office.bundle, epoch: 2, doors: world.office.bundle.doors.slice(10) };
  world.fate = () => "ok";
  await lan.phone.sync();
  expect(lan.view.doors.map((one) => one.hh).slice(-2)).toEqual([30, 1]);
  expect(Object.keys(world.office.state.events)).toHaveLength(1);
  expect(lan.view.bundle!.epoch).toBe(2);
});

test("a phone taken back forgets its doors only when nothing would be lost", async () => {
  const world = new World();
  const lan = await world.paired();
  Object.values(world.office.state.devices)[0]!.revoked = true;
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  expect(lan.view.stage).toBe("ready");

  world.fate = () => "ok";
  await lan.phone.sync();
  expect(Object.values(world.office.state.quarantine).map((one) => one.code)).toEqual(["revoked"]);
  expect(lan.view.stage).toBe("pair");
  expect(lan.view.doors).toEqual([]);
});

test("even then a record that the server would not read stays", async () => {
  const world = new World();
  const lan = await world.paired();
  Object.values(world.office.state.devices)[0]!.revoked = true;
  world.office.most = 0;
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  expect(lan.view).toMatchObject({ stage: "ready", sync: { unsent: 1, problem: "revoked" } });
  await lan.phone.exportFiles();
  await lan.phone.sync();
  expect(lan.view).toMatchObject({ stage: "pair", sync: { unsent: 1 } });
});

test("what other pairs and the office tell is shown at the door", async () => {
  const world = new World();
  const lan = await world.paired();
  const t = world.time;
  for (let hh = 1; hh <= 8; hh += 1) {
    world.office.echo({ k: "visit.recorded", id: crypto.randomUUID(), hh, t, pair: 2, p: { outcome: "door-refused" } });
  }
  await lan.phone.sync();
  expect(lan.view.next).toBe(9);
  expect(lan.view.doors[0]).toMatchObject({ group: "done", status: "refused", knocks: 1, mark: null });
  await lan.restart();
  expect(lan.view.next).toBe(9);
});

test("a clock that is ten years ahead is seen through", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  lan.skew = 3650 * 24 * 3_600_000;
  await lan.phone.recordVisit(2, nobody);
  await lan.restart();
  await lan.phone.recordVisit(3, nobody);
  expect(Math.abs(lan.view.now - world.time)).toBeLessThan(60_000);
  expect(lan.view.clock.lies).toBe(true);
  expect(lan.view.quiet.over).toBe(false);
  world.fate = () => "ok";
  await lan.phone.sync();
  const told = Object.values(world.office.state.events).map((one) => JSON.parse(one.raw) as { ck: number });
  expect(told.map((one) => one.ck)).toEqual([1, 2, 2]);
  expect(world.office.pushes.at(-1)!.ck).toBe(2);
  expect(lan.view.counts.toReturn).toBe(3);
});

test("one push is on its way at a time", async () => {
  const world = new World();
  const lan = await world.paired();
  let [now, most] = [0, 0];
  const fetch = world.fetch;
  world.office.answer = ((answer) => async (path: string, init: RequestInit) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((done) => setTimeout(done, 5));
    now -= 1;
    return answer(path, init);
  })(world.office.answer.bind(world.office));
  expect(fetch).toBe(world.fetch);
  await Promise.all([lan.phone.sync(), lan.phone.recordVisit(1, nobody), lan.phone.sync(), lan.phone.recordVisit(2, nobody)]);
  await lan.phone.sync();
  expect(most).toBe(1);
  expect(Object.keys(world.office.state.events)).toHaveLength(2);
});

test("an old list is fetched anew, and the doors done tonight stay in sight", async () => {
  const world = new World();
  const lan = await world.paired();
  await lan.phone.recordVisit(30, { outcome: "not-found", people: [] });
  await lan.phone.sync();
  world.office.bundle = { ...world.office.bundle, doors: world.office.bundle.doors.slice(0, 5) };
  world.time += 4 * 3_600_000;
  await lan.phone.sync();
  expect(lan.view.doors.map((one) => one.hh)).toEqual([1, 2, 3, 4, 5, 30]);
  expect(lan.view.doors.at(-1)).toMatchObject({ group: "done", mark: "counted" });
  expect(lan.view.counts.done).toBe(1);
});
