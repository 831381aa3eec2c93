import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { EVENING } from "../sync/trial/world.ts";
import type { FieldEvent } from "../wire.ts";
import { Database } from "./database.ts";
import { dataKey, random } from "./keys.ts";
import { frozen, Outbox } from "./outbox.ts";

async function fresh() {
  const db = new Database(`outbox-${crypto.randomUUID()}`, { outdated: () => undefined, blocked: () => undefined });
  const life = { inc: "life", order: 1, device: "d", next_n: 1, kid: "k", wrapped: "", registered: true, pin: null };
  await db.write(["lives"], (tx) => tx.objectStore("lives").put(life, "life"));
  const key = await dataKey(random(32));
  const outbox = new Outbox(db);
  const save = (text: string, id = crypto.randomUUID() as string) =>
    outbox.save("life", key, id, (n) => ({ id, inc: "life", n, sv: 1, k: "note.added", hh: 1, t: n, ck: 1, p: { text } }) as FieldEvent, EVENING);
  return { db, key, outbox, save };
}
const STORED = { s: "stored" as const, seq: 1, code: null, counted: true, heard: EVENING };

test("many at once are numbered without a hole and without a repetition", async () => {
  const { outbox, save } = await fresh();
  const saved = await Promise.all(Array.from({ length: 20 }, (_, at) => save(`${at}`)));
  expect(saved.map((one) => one.event.n)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect((await outbox.waiting()).map((one) => one.n)).toEqual(saved.map((one) => one.event.n));
});

test("two windows that write against each other give no number twice", async () => {
  const { db, key, save } = await fresh();
  const other = new Outbox(new Database(db.name, { outdated: () => undefined, blocked: () => undefined }));
  const elsewhere = (at: number) =>
    other.save("life", key, `${at}`, (n) => ({ id: crypto.randomUUID(), inc: "life", n, p: {} }) as unknown as FieldEvent, EVENING);
  const tries = await Promise.allSettled([...Array(10).keys()].flatMap((at) => [save(`${at}`), elsewhere(at)]));
  const numbers = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value.event.n] : []));
  expect(new Set(numbers).size).toBe(numbers.length);
  const records = await db.read(["records"], (tx) => tx.objectStore("records").getAll());
  expect(records.map((one) => one.n)).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
});

test("the frozen bytes come back as they were, and not for a changed name", async () => {
  const { key, save } = await fresh();
  const { event, stored } = await save("Bà cụ bảo: “mai quay lại”");
  expect(new TextDecoder().decode((await frozen(key, stored))!)).toBe(JSON.stringify(event));
  expect(await frozen(key, { ...stored, n: 2 })).toBeNull();
  expect(await frozen(await dataKey(random(32)), stored)).toBeNull();
});

test("a record leaves the outbox on an answer alone, and comes back when the server lost it", async () => {
  const { outbox, save } = await fresh();
  await save("one");
  await save("two");
  await outbox.sweep(Number.MAX_SAFE_INTEGER, null, true);
  expect(await outbox.waiting()).toHaveLength(2);
  await outbox.answered([{ inc: "life", n: 1, answer: STORED }]);
  expect((await outbox.waiting()).map((one) => one.n)).toEqual([2]);
  await outbox.again("life", [1, 5]);
  expect((await outbox.waiting()).map((one) => one.n)).toEqual([1, 2]);
  expect((await outbox.kept()).map((one) => one.answer)).toEqual([null, null]);
});

test("every write is strict", async () => {
  const { save } = await fresh();
  const asked: unknown[] = [];
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === "readwrite") asked.push(options?.durability);
    return transaction.call(this, stores, mode, options);
  };
  await save("one");
  IDBDatabase.prototype.transaction = transaction;
  expect(asked).toEqual(["strict"]);
});
