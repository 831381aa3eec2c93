// Whether this browser keeps what it is given: room on the disk, persistence, and a test by doing.
import type { View } from "../contract.ts";
import type { Database } from "./database.ts";
import { random } from "./keys.ts";

const MB = 1024 * 1024;
const LOW = 50;
const FULL = 10;

/** What the browser offers of navigator.storage; each may be absent. */
export interface Disk {
  persist?(): Promise<boolean>;
  persisted?(): Promise<boolean>;
  estimate?(): Promise<{ quota?: number; usage?: number }>;
}

export async function room(disk: Disk, ask: boolean): Promise<View["storage"]> {
  const persisted = await quietly(async () => (ask ? await disk.persist?.() : await disk.persisted?.()));
  const estimate = await quietly(async () => disk.estimate?.());
  const freeMb =
    estimate?.quota === undefined ? null : Math.max(0, Math.floor((estimate.quota - (estimate.usage ?? 0)) / MB));
  const level = freeMb === null || freeMb >= LOW ? "ok" : freeMb >= FULL ? "low" : "full";
  return { persisted: persisted === true, freeMb, level };
}

async function quietly<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

/** Writes, reads and deletes; false if anything of it fails. */
export async function selfTest(db: Database): Promise<boolean> {
  const name = "self-test";
  const wanted = random(32).join();
  try {
    await db.set(name, wanted);
    const read = await db.get<string>(name);
    await db.write(["meta"], (tx) => tx.objectStore("meta").delete(name));
    return read === wanted && (await db.get(name)) === undefined;
  } catch {
    return false;
  }
}
