// What the phone keeps, against forgetful browsers, wrong fingers and full disks.
import { afterEach, expect, test, vi } from "vitest";
import { Refusal } from "../contract.ts";
import { EVENING, Handset, PIN, World } from "../sync/trial/world.ts";
import { Database } from "./database.ts";

const nobody = { outcome: "nobody" as const, people: [] };
const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => "done", (fault: unknown) => (fault instanceof Refusal ? fault.code : String(fault)));

afterEach(() => vi.restoreAllMocks());

test("a wrong PIN costs time and nothing else", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  await lan.restart(null);
  expect(lan.view).toMatchObject({ stage: "locked", bundle: null, doors: [], records: [] });
  expect(await code(lan.phone.setPin("222222"))).toBe("not-paired");
  for (let tried = 1; tried <= 5; tried += 1) expect(await code(lan.phone.unlock("000000"))).toBe("pin-wrong");
  expect(lan.view.pinWaitUntil).toBe(world.time + 30_000);
  expect(await code(lan.phone.unlock(PIN))).toBe("pin-wait");
  await lan.restart(null);
  expect(await code(lan.phone.unlock(PIN))).toBe("pin-wait");
  world.time += 30_000;
  await lan.phone.unlock(PIN);
  expect(lan.view.records).toHaveLength(1);
});

test("a PIN is changed, and the old one opens nothing", async () => {
  const world = new World();
  const lan = await world.paired();
  await lan.phone.recordVisit(1, nobody);
  expect(await code(lan.phone.changePin(PIN, "12"))).toBe("pin-short");
  await lan.phone.changePin(PIN, "246802");
  await lan.restart(null);
  expect(await code(lan.phone.unlock(PIN))).toBe("pin-wrong");
  await lan.phone.unlock("246802");
  expect(lan.view.records).toHaveLength(1);
});

test("a locked phone sends ciphertext, which the office opens with its own key", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  const id = await lan.phone.recordVisit(1, nobody);
  lan.phone.lock();
  world.fate = () => "ok";
  await lan.phone.sync();
  const push = world.office.pushes.find((one) => one.sealed)!;
  expect([push.events.length, push.sealed?.length, push.about?.locked]).toEqual([0, 1, true]);
  expect(JSON.parse(world.office.state.events[id]!.raw)).toMatchObject({ id, hh: 1, k: "visit.recorded", n: 1 });
  expect(lan.view.sync.unsent).toBe(0);
});

test("nothing on the disk can be read without the PIN", async () => {
  const world = new World();
  const lan = await world.paired();
  await lan.phone.recordVisit(1, { ...nobody, note: "chó dữ" });
  const db = new Database(lan.database, { outdated: () => undefined, blocked: () => undefined });
  const stores = ["meta", "keys", "lives", "records", "outbox", "answers", "shelf"] as const;
  const all = await db.read([...stores], (tx) => Promise.all(stores.map((one) => tx.objectStore(one).getAll())));
  db.close();
  const words = JSON.stringify(all, (_, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value instanceof CryptoKey ? value.extractable : value,
  );
  expect(words).not.toMatch(/chó dữ|Trần|Nguyễn Văn|Số 1|Thôn Đông/);
  expect(all[1]).toHaveLength(1);
  expect((all[1] as CryptoKey[])[0]!.extractable).toBe(false);
});

test("a forgotten PIN loses nothing: a new code from the office, and the old records go up sealed", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  await lan.restart(null);
  await lan.phone.forgotPin();
  await lan.restart(null);
  expect(lan.view.stage).toBe("pair");
  expect(await code(lan.phone.setPin("999999"))).not.toBe("done");
  world.fate = () => "ok";
  await lan.phone.pair(world.office.code());
  await lan.phone.setPin("999999");
  await lan.phone.sync();
  await lan.phone.recordVisit(2, nobody);
  await lan.phone.sync();
  expect(Object.keys(world.office.state.events)).toHaveLength(2);
  expect(world.office.state.quarantine).toEqual({});
});

test("killed between pairing and the first PIN, the phone begins a new life", async () => {
  const world = new World();
  const lan = world.handset();
  await lan.start();
  await lan.phone.pair(world.office.code());
  expect(lan.view.stage).toBe("set-pin");
  await lan.restart(null);
  expect(lan.view.stage).toBe("set-pin");
  await lan.phone.setPin(PIN);
  await lan.phone.sync();
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  expect(Object.keys(world.office.state.events)).toHaveLength(1);
  expect(Object.values(world.office.state.lives).every((one) => one.wrapped)).toBe(true);
});

test("a full disk says so and loses nothing", async () => {
  const world = new World();
  const lan = await world.paired();
  await lan.phone.recordVisit(1, nobody);
  const write = Database.prototype.write;
  vi.spyOn(Database.prototype, "write").mockImplementation(function (this: Database, stores, work) {
    const full = new DOMException("full", "QuotaExceededError");
    return stores.includes("records") ? Promise.reject(full) : write.call(this, stores, work);
  });
  expect(await code(lan.phone.recordVisit(2, nobody))).toBe("storage-full");
  expect(lan.view.records).toHaveLength(1);
  vi.restoreAllMocks();
  await lan.phone.recordVisit(2, nobody);
  await lan.phone.sync();
  const numbers = Object.values(world.office.state.events).map((one) => one.n);
  expect(numbers.sort()).toEqual([1, 2]);
});

test("a shift needs room", async () => {
  const world = new World();
  const lan = await world.paired();
  lan.quotaMb = 40;
  await lan.phone.startShift();
  expect(lan.view).toMatchObject({ shift: true, storage: { persisted: true, freeMb: 40, level: "low" } });
  lan.quotaMb = 9;
  expect(await code(lan.phone.startShift())).toBe("storage-full");
  expect(lan.view.storage.level).toBe("full");
  lan.quotaMb = 10_240;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("the browser told of room it does not give", "QuotaExceededError");
  });
  expect(await code(lan.phone.startShift())).toBe("storage-full");
});

test("killed between writing and reading back: not said to be saved, told again it is the same record", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  const read = Database.prototype.read;
  vi.spyOn(Database.prototype, "read").mockImplementation(function (this: Database, stores, work) {
    const back = stores.length === 2 && stores[0] === "records" && stores[1] === "outbox";
    return back ? Promise.reject(new DOMException("gone", "UnknownError")) : read.call(this, stores, work);
  });
  expect(await code(lan.phone.recordVisit(1, nobody))).toBe("not-saved");
  vi.restoreAllMocks();
  await lan.phone.recordVisit(1, nobody);
  expect(lan.view.records).toHaveLength(1);
  await lan.phone.recordVisit(1, nobody);
  expect(lan.view.records).toHaveLength(2);
});

test("a connection that the browser lost is opened anew", async () => {
  const world = new World();
  const lan = await world.paired();
  const lose = vi.spyOn(IDBDatabase.prototype, "transaction");
  lose.mockImplementationOnce(() => {
    throw new DOMException("the connection was lost", "InvalidStateError");
  });
  await lan.phone.recordVisit(1, nobody);
  expect(lan.view.records).toHaveLength(1);
});

test("erased data is noticed, told, and the phone begins anew", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  for (let hh = 1; hh <= 3; hh += 1) await lan.phone.recordVisit(hh, nobody);
  world.fate = () => "ok";
  const { inc } = world.office.pushes.at(-1)!;
  await lan.erase();
  lan.perches[0]!.text = null;
  await lan.start();
  expect(lan.view).toMatchObject({ stage: "erased", erased: { unsent: 3 } });
  lan.phone.acknowledgeErased();
  await vi.waitFor(() => expect(lan.view.stage).toBe("pair"));
  await lan.phone.pair(world.office.code());
  await lan.phone.setPin(PIN);
  await lan.phone.sync();
  expect(world.office.pushes.find((push) => push.lost)!.lost).toEqual({ inc, next_n: 4, outbox: 3 });
  expect(lan.view.erased).toBeNull();
});

test("storage taken back to an older state gives no number twice", async () => {
  const world = new World();
  const lan = await world.paired();
  await lan.phone.recordVisit(1, nobody);
  await lan.phone.sync();
  const [inc, n] = lan.perches[0]!.text!.split(".");
  lan.perches[0]!.text = `${inc}.${Number(n) + 2}.2`;
  await lan.restart();
  await lan.phone.recordVisit(2, nobody);
  await lan.phone.sync();
  const lives = new Set(Object.values(world.office.state.events).map((one) => one.inc));
  expect(lives.size).toBe(2);
  expect(world.office.pushes.find((push) => push.lost)!.lost).toEqual({ inc, next_n: Number(n) + 2, outbox: 2 });
  expect(world.office.pushes.at(-1)!.keeps!.map((one) => one.inc)).toEqual([inc]);
});

test("one window writes, the other waits, and may take over", async () => {
  const world = new World();
  const lan = await world.paired();
  const second = new Handset(world, lan.database);
  second.locks = lan.locks;
  second.perches = lan.perches;
  await second.start();
  expect(second.view.stage).toBe("other-tab");
  expect(await code(second.phone.recordVisit(1, nobody))).toBe("other-tab");
  second.phone.useHere();
  await vi.waitFor(() => expect([lan.view.stage, second.view.stage]).toEqual(["other-tab", "locked"]));
  await second.phone.unlock(PIN);
  await second.phone.recordVisit(1, nobody);
  expect(await code(lan.phone.recordVisit(2, nobody))).toBe("other-tab");
});

test("a lent list is gone after a week, the records are not", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  world.time = EVENING + 8 * 24 * 3_600_000;
  await lan.restart();
  expect(lan.view.bundle).toBeNull();
  expect(lan.view.sync).toMatchObject({ unsent: 1, offerExport: true });
});

test("a reset is refused while something is neither sent nor exported, and even then nothing unanswered goes", async () => {
  const world = new World();
  const lan = await world.paired();
  world.fate = () => "lost";
  await lan.phone.recordVisit(1, nobody);
  expect(await code(lan.phone.reset())).toBe("unsent");
  await lan.phone.exportFiles();
  await lan.phone.reset();
  expect(lan.view).toMatchObject({ stage: "pair", bundle: null, sync: { unsent: 1 } });
  world.fate = () => "ok";
  await lan.phone.pair(world.office.code());
  await lan.phone.setPin("111111");
  await lan.phone.sync();
  expect(Object.keys(world.office.state.events)).toHaveLength(1);
  expect(lan.view.sync.unsent).toBe(0);
});

test("without a home screen there is no offline work", async () => {
  const lan = new World().handset();
  lan.installed = false;
  await lan.start();
  expect(lan.view.stage).toBe("install");
});
