// Records from the moment they are written until seven days after the server answered. A record is written once and
// never changed; it waits until the server says stored, duplicate or quarantined, and nothing else ends its waiting.
import { Refusal } from "../contract.ts";
import { type Bytes, sha256, text, utf8 } from "../logic/bytes.ts";
import type { Answered } from "../logic/marks.ts";
import type { FieldEvent } from "../wire.ts";
import type { Database, Life, Stored, Waiting } from "./database.ts";
import { open, seal } from "./keys.ts";

const KEPT_MS = 7 * 24 * 3_600_000;
const ALL = ["lives", "records", "outbox"] as const;

export const about = (one: { id: string; inc: string; n: number; v: number }): string =>
  `${one.id}|${one.inc}|${one.n}|${one.v}`;

export interface Saved {
  event: FieldEvent;
  stored: Stored;
}

export class Outbox {
  #queue: Promise<unknown> = Promise.resolve();
  #doubtful: { words: string; stored: Stored } | null = null;

  constructor(private readonly db: Database) {}

  /**
   * Gives the event the next number of its life, freezes and seals it, writes it in one strict transaction and reads
   * it back. Throws `not-saved` or `storage-full` unless it is surely there. `words`: what makes the same record:
   * told again after a doubtful failure it is looked for before it is written.
   */
  save(inc: string, key: CryptoKey, words: string, make: (n: number) => FieldEvent, saved: number): Promise<Saved> {
    const turn = this.#queue.then(() => this.#save(inc, key, words, make, saved));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #save(inc: string, key: CryptoKey, words: string, make: (n: number) => FieldEvent, saved: number) {
    try {
      return (await this.#foundAfterAll(key, words)) ?? (await this.#write(inc, key, words, make, saved));
    } catch (fault) {
      if (fault instanceof Refusal) throw fault;
      const full = fault instanceof DOMException && fault.name === "QuotaExceededError";
      throw new Refusal(full ? "storage-full" : "not-saved");
    }
  }

  async #write(
    inc: string, key: CryptoKey, words: string, make: (n: number) => FieldEvent, saved: number,
  ): Promise<Saved> {
    const life = await this.db.read(["lives"], (tx) => tx.objectStore("lives").get(inc));
    if (!life) throw new Refusal("not-saved");
    const n = life.next_n;
    const event = make(n);
    const frozen = utf8(JSON.stringify(event));
    const name = { id: event.id, inc, n, v: 1 as const };
    const stored: Stored = { ...name, saved, ...(await seal(key, frozen, about(name))) };
    this.#doubtful = { words, stored };
    await this.db.write([...ALL], async (tx) => {
      const lives = tx.objectStore("lives");
      const now = await lives.get(inc);
      const there = await tx.objectStore("records").get([inc, n]);
      if (there?.id === event.id) return;
      if (now?.next_n !== n || there) throw new Refusal("not-saved");
      await Promise.all([
        tx.objectStore("records").add(stored, [inc, n]),
        tx.objectStore("outbox").add({ inc, n, saved, exported: false }, [inc, n]),
        lives.put({ ...now, next_n: n + 1 }, inc),
      ]);
    });
    const back = await this.#readBack(key, stored, await sha256(frozen));
    if (!back) throw new Refusal("not-saved");
    this.#doubtful = null;
    return back;
  }

  /** The record that a failed save left behind, if it is there whole and says the same. */
  async #foundAfterAll(key: CryptoKey, words: string): Promise<Saved | null> {
    const doubtful = this.#doubtful;
    this.#doubtful = null;
    if (doubtful?.words !== words) return null;
    return this.#readBack(key, doubtful.stored, null);
  }

  async #readBack(key: CryptoKey, wanted: Stored, digest: string | null): Promise<Saved | null> {
    const place: [string, number] = [wanted.inc, wanted.n];
    const [stored, waiting] = await this.db.read(["records", "outbox"], (tx) =>
      Promise.all([tx.objectStore("records").get(place), tx.objectStore("outbox").get(place)]),
    );
    if (!stored || stored.id !== wanted.id || !(waiting || digest === null)) return null;
    const plain = await open(key, stored, about(stored));
    if (!plain || (digest !== null && (await sha256(plain)) !== digest)) return null;
    return { event: JSON.parse(text(plain)) as FieldEvent, stored };
  }

  /** What waits, oldest life first, in the order of its numbers. */
  async waiting(): Promise<Waiting[]> {
    const [rows, lives] = await this.db.read(["outbox", "lives"], (tx) =>
      Promise.all([tx.objectStore("outbox").getAll(), tx.objectStore("lives").getAll()]),
    );
    const order = new Map(lives.map((life) => [life.inc, life.order]));
    return rows.sort((a, b) => (order.get(a.inc) ?? 0) - (order.get(b.inc) ?? 0) || a.n - b.n);
  }

  async records(keys: { inc: string; n: number }[]): Promise<Stored[]> {
    const found = await this.db.read(["records"], (tx) =>
      Promise.all(keys.map((one) => tx.objectStore("records").get([one.inc, one.n]))),
    );
    return found.filter((one): one is Stored => one !== undefined);
  }

  /** Everything kept, with the server's answers. */
  async kept(): Promise<{ stored: Stored; answer: Answered | null }[]> {
    const [records, answers] = await this.db.read(["records", "answers"], (tx) =>
      Promise.all([tx.objectStore("records").getAll(), tx.objectStore("answers").getAll()]),
    );
    const byPlace = new Map(answers.map((one) => [`${one.inc}.${one.n}`, one]));
    return records.map((stored) => ({ stored, answer: byPlace.get(`${stored.inc}.${stored.n}`) ?? null }));
  }

  /** The only way out of the waiting. */
  async answered(results: { inc: string; n: number; answer: Answered }[]): Promise<void> {
    await this.db.write(["outbox", "answers"], async (tx) => {
      for (const { inc, n, answer } of results) {
        await tx.objectStore("answers").put({ ...answer, inc, n }, [inc, n]);
        await tx.objectStore("outbox").delete([inc, n]);
      }
    });
  }

  /** The server no longer has these (it was restored from a backup): they wait again. */
  async again(inc: string, numbers: number[]): Promise<void> {
    await this.db.write(["outbox", "answers", "records"], async (tx) => {
      for (const n of numbers) {
        const stored = await tx.objectStore("records").get([inc, n]);
        if (!stored) continue;
        await tx.objectStore("outbox").put({ inc, n, saved: stored.saved, exported: false }, [inc, n]);
        await tx.objectStore("answers").delete([inc, n]);
      }
    });
  }

  async counted(ids: Set<string>): Promise<void> {
    const kept = await this.kept();
    await this.db.write(["answers"], async (tx) => {
      for (const { stored, answer } of kept) {
        if (!answer || answer.counted || !ids.has(stored.id)) continue;
        const place: [string, number] = [stored.inc, stored.n];
        await tx.objectStore("answers").put({ ...answer, counted: true, inc: stored.inc, n: stored.n }, place);
      }
    });
  }

  async exported(rows: Waiting[]): Promise<void> {
    await this.db.write(["outbox"], async (tx) => {
      for (const { inc, n } of rows) {
        const waiting = await tx.objectStore("outbox").get([inc, n]);
        if (waiting) await tx.objectStore("outbox").put({ ...waiting, exported: true }, [inc, n]);
      }
    });
  }

  /**
   * Lets go of what the server answered more than seven days ago, by the server's own clock, and of lives that
   * hold nothing any more. `heard`: the latest server time; `all` on a reset: whatever was answered.
   */
  async sweep(heard: number, current: string | null, all = false): Promise<void> {
    await this.db.write(["answers", "records", "outbox", "lives"], async (tx) => {
      for (const one of await tx.objectStore("answers").getAll()) {
        const place: [string, number] = [one.inc, one.n];
        if (!all && heard - one.heard < KEPT_MS) continue;
        if (await tx.objectStore("outbox").get(place)) continue;
        await tx.objectStore("records").delete(place);
        await tx.objectStore("answers").delete(place);
      }
      const held = new Set((await tx.objectStore("records").getAllKeys()).map(([inc]) => inc));
      for (const life of await tx.objectStore("lives").getAll()) {
        if (life.inc !== current && !held.has(life.inc)) await tx.objectStore("lives").delete(life.inc);
      }
    });
  }
}

/** The frozen bytes of a record, to be sent exactly so. */
export const frozen = (key: CryptoKey, stored: Stored): Promise<Bytes | null> => open(key, stored, about(stored));

export const lives = (db: Database): Promise<Life[]> =>
  db.read(["lives"], async (tx) => (await tx.objectStore("lives").getAll()).sort((a, b) => a.order - b.order));
