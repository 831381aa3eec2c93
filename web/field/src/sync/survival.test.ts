// Whatever the network, the battery and the server do: created = waiting + answered, and in the end all is stored once.
import { expect, test } from "vitest";
import { Database } from "../store/database.ts";
import { Outbox } from "../store/outbox.ts";
import { die } from "./trial/die.ts";
import { type Fate, type Handset, PIN, World } from "./trial/world.ts";

const nobody = { outcome: "nobody" as const, people: [] };

async function kept(handset: Handset): Promise<{ waiting: Set<string>; answered: Set<string> }> {
  const db = new Database(handset.database, { outdated: () => db.close(), blocked: () => undefined });
  const outbox = new Outbox(db);
  const places = new Set((await outbox.waiting()).map((one) => `${one.inc}.${one.n}`));
  const all = await outbox.kept();
  db.close();
  const waits = (one: (typeof all)[number]) => places.has(`${one.stored.inc}.${one.stored.n}`);
  const ids = (rows: typeof all) => new Set(rows.map((one) => one.stored.id));
  return { waiting: ids(all.filter(waits)), answered: ids(all.filter((one) => !waits(one) && one.answer)) };
}

async function conserved(handset: Handset, created: string[]): Promise<void> {
  const { waiting, answered } = await kept(handset);
  expect(waiting.size + answered.size).toBe(created.length);
  for (const id of created) expect(waiting.has(id) || answered.has(id)).toBe(true);
  const { events, quarantine } = handset.world.office.state;
  for (const id of answered) expect(id in events || id in quarantine).toBe(true);
}

const FATES: Fate[] = ["ok", "ok", "lost", "answer-lost", "twice", "late"];

test.each([1, 2, 3, 4, 5, 6, 7, 8])("an evening of bad luck, seed %i", async (seed) => {
  const world = new World();
  const lan = await world.paired();
  const { roll: luck, pick } = die(seed);
  world.fate = () => pick(FATES);
  const created: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    world.time += luck() * 300_000;
    const what = luck();
    if (what < 0.5) created.push(await lan.phone.recordVisit(1 + Math.floor(luck() * 30), nobody));
    else if (what < 0.55 && created.length) created.push(await lan.phone.voidVisit(pick(created)));
    else if (what < 0.75) await lan.phone.sync();
    else if (what < 0.85) await lan.restart();
    else if (what < 0.9) lan.skew = (luck() - 0.5) * 20 * 31_536_000_000;
    else if (what < 0.95) await world.arrive();
    else {
      lan.phone.lock();
      await lan.phone.sync();
      await lan.phone.unlock(PIN);
    }
    await conserved(lan, created);
  }
  world.fate = () => "ok";
  await world.arrive();
  await lan.phone.sync();
  expect(lan.view.sync).toMatchObject({ unsent: 0, problem: null });
  expect(Object.keys(world.office.state.events).sort()).toEqual([...created].sort());
  expect(world.office.state.quarantine).toEqual({});
});

test("what the server lost with its disk goes up again", async () => {
  const world = new World();
  const lan = await world.paired();
  const before = world.office.backup();
  for (let hh = 1; hh <= 20; hh += 1) await lan.phone.recordVisit(hh, nobody);
  await lan.phone.sync();
  expect(lan.view.sync.unsent).toBe(0);
  const sent = { ...world.office.state.events };
  expect(Object.keys(sent)).toHaveLength(20);

  world.office.restore(before);
  await lan.phone.sync();
  expect(Object.keys(world.office.state.events).sort()).toEqual(Object.keys(sent).sort());
  for (const [id, one] of Object.entries(world.office.state.events)) expect(one.raw).toBe(sent[id]!.raw);
  expect(lan.view.sync.unsent).toBe(0);
});

test("also what an earlier life of the phone had sent", async () => {
  const world = new World();
  const before = world.office.backup();
  const lan = await world.paired();
  for (let hh = 1; hh <= 5; hh += 1) await lan.phone.recordVisit(hh, nobody);
  await lan.phone.sync();
  world.office.restore(before);
  await lan.phone.sync();
  expect(lan.view.sync.problem).toBe("pair-again");

  await lan.phone.pair(world.office.code());
  await lan.phone.recordVisit(6, nobody);
  await lan.phone.sync();
  expect(Object.values(world.office.state.events)).toHaveLength(6);
  expect(world.office.state.quarantine).toEqual({});
});

test("a record in quarantine is answered and holds nothing up", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  const ids = [1, 2, 3].map((hh) => lan.phone.recordVisit(hh, nobody));
  world.office.refuses.set((await Promise.all(ids))[1]!, "impossible");
  await lan.phone.sync();
  world.fate = () => "ok";
  await lan.phone.sync();
  expect(lan.view.sync.unsent).toBe(0);
  expect(lan.view.records.map((one) => one.code)).toEqual([null, "impossible", null]);
  expect(lan.view.records.map((one) => one.mark)).toEqual(["counted", "sent", "counted"]);
});

test("what was answered stays a week by the server's clock, whatever the phone's says", async () => {
  const world = new World();
  const lan = await world.paired();
  const id = await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  lan.skew = 10 * 31_536_000_000;
  await lan.restart();
  await lan.phone.sync();
  expect((await kept(lan)).answered).toEqual(new Set([id]));
  world.time += 7 * 24 * 3_600_000;
  await lan.phone.sync();
  expect((await kept(lan)).answered).toEqual(new Set());
});

test("too much for the server is cut until it fits, and what never fits lets the rest by", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  for (let hh = 1; hh <= 30; hh += 1) await lan.phone.recordVisit(hh, nobody);
  await lan.phone.sync();
  world.fate = () => "ok";
  world.office.most = 4;
  await lan.phone.sync();
  expect(Object.keys(world.office.state.events)).toHaveLength(30);
  expect(Math.max(...world.office.pushes.map((push) => push.events.length))).toBeLessThanOrEqual(4);

  world.office.most = 0;
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  expect(lan.view.sync).toMatchObject({ unsent: 1, problem: "not-taken" });
});
