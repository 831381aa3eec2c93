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

/** More than ten evenings need. Browsers tell made-up figures of free room; what was written was written. */
export const EVENINGS = 256 * 1024;

/** Writes so many bytes, reads and deletes them; whether all of it worked, or why not: `full` or `broken`. */
export async function selfTest(db: Database, size = 32): Promise<"works" | "full" | "broken"> {
  const name = "self-test";
  const wanted = random(size);
  try {
    await db.set(name, wanted);
    const read = await db.get<Uint8Array>(name);
    await db.write(["meta"], (tx) => tx.objectStore("meta").delete(name));
    const same = read?.length === size && read.every((byte, at) => byte === wanted[at]);
    return same && (await db.get(name)) === undefined ? "works" : "broken";
  } catch (fault) {
    return fault instanceof DOMException && fault.name === "QuotaExceededError" ? "full" : "broken";
  }
}
