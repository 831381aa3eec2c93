import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, test, vi } from "vitest";
import { Database } from "./database.ts";

function fresh(name = `db-${crypto.randomUUID()}`) {
  const notices = { outdated: vi.fn(), blocked: () => undefined };
  return { db: new Database(name, notices), notices };
}

test("a newer app is let through, and the window is told that it is old", async () => {
  const { db, notices } = fresh();
  await db.set("here", 1);
  const newer = await openDB(db.name, 2);
  expect(notices.outdated).toHaveBeenCalled();
  expect([...newer.objectStoreNames]).toContain("records");
  newer.close();
  await expect(db.set("here", 2)).rejects.toThrow();
});

test("work that fails leaves nothing behind", async () => {
  const { db } = fresh();
  const fails = db.write(["meta"], async (tx) => {
    await tx.objectStore("meta").put(1, "half");
    throw new Error("in the middle");
  });
  await expect(fails).rejects.toThrow("in the middle");
  expect(await db.get("half")).toBeUndefined();
});

test("a lost connection costs one more try, a second loss is told", async () => {
  const { db } = fresh();
  await db.set("a", 1);
  const lose = vi.spyOn(IDBDatabase.prototype, "transaction");
  const lost = () => {
    throw new DOMException("lost", "InvalidStateError");
  };
  lose.mockImplementationOnce(lost);
  await db.set("b", 2);
  expect(await db.get("b")).toBe(2);
  lose.mockImplementation(lost);
  await expect(db.set("c", 3)).rejects.toThrow("lost");
  vi.restoreAllMocks();
  expect(await db.get("c")).toBeUndefined();
});
