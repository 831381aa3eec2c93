// The phone's database. Migrations only add stores. A newer window may ask this one to close; a connection that the
// browser lost is opened anew and the work done once more. Everything that matters is written with strict durability.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Answered } from "../logic/marks.ts";

/** One life of this storage: made at pairing, and anew after a restore or a clone. */
export interface Life {
  inc: string;
  /** 1, 2, 3 … on this phone. */
  order: number;
  /** The server's name of this phone when the life began. */
  device: string;
  next_n: number;
  kid: string;
  wrapped: string;
  /** Whether the server has `wrapped`. */
  registered: boolean;
  /** The data key sealed by the PIN; null after a forgotten PIN. */
  pin: Box | null;
}

/** AES-GCM: iv of 12 bytes and ciphertext. */
export interface Box {
  iv: Uint8Array<ArrayBuffer>;
  ct: Uint8Array<ArrayBuffer>;
}

/** An event as it lies here; never changed after it is written. */
export interface Stored extends Box {
  inc: string;
  n: number;
  id: string;
  v: 1;
  /** Corrected time of saving. */
  saved: number;
}
/** A record that waits for an answer. */
export interface Waiting {
  inc: string;
  n: number;
  saved: number;
  exported: boolean;
}
/** What another phone gave us to carry. */
export interface Carried {
  inc: string;
  n: number;
  id: string;
  v: 1;
  iv: string;
  ct: string;
  kid: string;
  wrapped: string;
}

type Numbered = [string, number];
export interface Stores extends DBSchema {
  meta: { key: string; value: unknown };
  keys: { key: string; value: CryptoKey };
  lives: { key: string; value: Life };
  records: { key: Numbered; value: Stored };
  outbox: { key: Numbered; value: Waiting };
  answers: { key: Numbered; value: Answered & { inc: string; n: number } };
  shelf: { key: string; value: Box & { inc: string } };
  carried: { key: string; value: Carried };
}
export type Store = StoreNames<Stores>;
export type Tx = IDBPTransaction<Stores, Store[], "readwrite">;

const NUMBERED: Store[] = ["records", "outbox", "answers"];
const NAMED: Store[] = ["meta", "keys", "lives", "shelf", "carried"];
const VERSION = 1;
const LOST = ["InvalidStateError", "UnknownError", "AbortError"];

export interface Notices {
  /** A newer app waits for this window; it has been let through. */
  outdated(): void;
  /** An older window of the app still holds the database. */
  blocked(): void;
}

export class Database {
  #open: Promise<IDBPDatabase<Stores>> | null = null;

  constructor(
    readonly name: string,
    private readonly notices: Notices,
  ) {}

  #connection(): Promise<IDBPDatabase<Stores>> {
    this.#open ??= openDB<Stores>(this.name, VERSION, {
      upgrade: (db, from) => {
        if (from < 1) {
          for (const store of NAMED) db.createObjectStore(store);
          for (const store of NUMBERED) db.createObjectStore(store);
        }
      },
      blocked: () => this.notices.blocked(),
      blocking: () => {
        this.close();
        this.notices.outdated();
      },
      terminated: () => {
        this.#open = null;
      },
    });
    return this.#open;
  }

  /** One transaction; resolves when it is complete. `work` may wait for nothing but its own requests. */
  async #once<T>(stores: Store[], mode: IDBTransactionMode, work: (tx: Tx) => Promise<T>): Promise<T> {
    const db = await this.#connection();
    const tx = db.transaction(stores, mode as "readwrite", { durability: "strict" });
    const done = tx.done.then(() => null, (fault: unknown) => fault);
    try {
      const result = await work(tx);
      const fault = await done;
      if (fault) throw fault;
      return result;
    } catch (fault) {
      try {
        tx.abort();
      } catch {
        // It ended by itself, and knows better why (a full disk, a lost connection).
        throw (await done) ?? fault;
      }
      await done;
      throw fault;
    }
  }

  async #withRetry<T>(stores: Store[], mode: IDBTransactionMode, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.#once(stores, mode, work);
    } catch (fault) {
      if (!(fault instanceof DOMException) || !LOST.includes(fault.name)) throw fault;
      this.close();
      return this.#once(stores, mode, work);
    }
  }

  read<T>(stores: Store[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#withRetry(stores, "readonly", work);
  }

  /** `work` may run twice, if the connection was lost: it must come to the same end. */
  write<T>(stores: Store[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#withRetry(stores, "readwrite", work);
  }

  get<T>(name: string): Promise<T | undefined> {
    return this.read(["meta"], (tx) => tx.objectStore("meta").get(name)) as Promise<T | undefined>;
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.write(["meta"], (tx) => tx.objectStore("meta").put(value, name));
  }

  close(): void {
    this.#open?.then((db) => db.close(), () => undefined);
    this.#open = null;
  }
}
