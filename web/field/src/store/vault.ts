// The lives of this storage and their data keys, open in memory while the phone is unlocked.
import { Refusal } from "../contract.ts";
import { text } from "../logic/bytes.ts";
import type { FieldEvent } from "../wire.ts";
import type { Database, Life, Stored } from "./database.ts";
import { calibrate, dataKey, deviceKey, open, type PinRule, pinKey, LONGEST_PAUSE, pinPause, random, seal, type Stretch } from "./keys.ts";
import { frozen, lives } from "./outbox.ts";
import type { Key } from "./shelf.ts";

const SHORTEST = 6;
export interface Wrong {
  count: number;
  until: number;
}

export class Vault {
  #pin: CryptoKey | null = null;
  #keys = new Map<string, CryptoKey>();
  #fresh = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(
    private readonly db: Database,
    private readonly by: Stretch,
    private readonly steady: () => number,
  ) {}

  get isOpen(): boolean {
    return this.#pin !== null;
  }

  keyOf(inc: string): CryptoKey | null {
    return this.isOpen ? (this.#keys.get(inc) ?? null) : null;
  }

  /** The newest life: what is written now belongs to it. */
  async current(): Promise<Life | null> {
    return (await lives(this.db)).at(-1) ?? null;
  }

  async currentKey(): Promise<Key> {
    const life = await this.current();
    const key = life && this.keyOf(life.inc);
    if (!key) throw new Refusal("locked");
    return { inc: life.inc, key };
  }

  /** Begins a life with a data key made before. If the vault is open the PIN seals it at once. */
  async begin(about: Omit<Life, "order" | "next_n" | "pin">, raw: Uint8Array<ArrayBuffer>): Promise<Life> {
    const order = ((await this.current())?.order ?? 0) + 1;
    const pin = this.#pin ? await seal(this.#pin, raw, about.inc) : null;
    const life: Life = { ...about, order, next_n: 1, pin };
    await this.db.write(["lives"], (tx) => tx.objectStore("lives").add(life, life.inc));
    this.#keys.set(life.inc, await dataKey(raw));
    if (!pin) this.#fresh.set(life.inc, raw);
    return life;
  }

  /** Whether the newest life still waits for its first PIN, and its key is at hand. */
  hasFresh(inc: string): boolean {
    return this.#fresh.has(inc);
  }

  async setPin(pin: string, life: Life): Promise<void> {
    const raw = this.#fresh.get(life.inc);
    if (!raw) throw new Refusal("not-paired");
    const { rule, key } = await this.#newRule(pin);
    const box = await seal(key, raw, life.inc);
    await this.db.write(["lives", "meta"], async (tx) => {
      await tx.objectStore("meta").put(rule, "pin");
      await tx.objectStore("lives").put({ ...life, pin: box }, life.inc);
    });
    this.#fresh.clear();
    this.#pin = key;
  }

  async #newRule(pin: string): Promise<{ rule: PinRule; key: CryptoKey }> {
    if (!/^\d+$/.test(pin) || pin.length < SHORTEST) throw new Refusal("pin-short", { least: SHORTEST });
    const rule = await calibrate(this.steady, this.by);
    return { rule, key: await pinKey(pin, rule, await deviceKey(this.db), this.by) };
  }

  /** Wrong PINs cost time and never data. `now`: wall time. */
  async unlock(pin: string, now: number): Promise<void> {
    const wrong = await this.wrong();
    if (isWaiting(wrong, now)) throw new Refusal("pin-wait", { until: wrong.until });
    const rule = await this.db.get<PinRule>("pin");
    if (!rule) throw new Refusal("not-paired");
    const key = await pinKey(pin, rule, await deviceKey(this.db), this.by);
    const keys = new Map<string, CryptoKey>();
    const all = await lives(this.db);
    for (const life of all) {
      const raw = life.pin && (await open(key, life.pin, life.inc));
      if (raw) keys.set(life.inc, await dataKey(raw));
    }
    if (!keys.has(all.at(-1)?.inc ?? "")) await this.#wrongPin(wrong.count + 1, now);
    await this.db.set("wrong", { count: 0, until: 0 });
    this.#keys = keys;
    this.#pin = key;
  }

  async #wrongPin(count: number, now: number): Promise<never> {
    const until = now + pinPause(count);
    await this.db.set("wrong", { count, until });
    throw new Refusal("pin-wrong", count >= 5 ? { until } : {});
  }

  async wrong(): Promise<Wrong> {
    return (await this.db.get<Wrong>("wrong")) ?? { count: 0, until: 0 };
  }

  async changePin(old: string, fresh: string, now: number): Promise<void> {
    await this.unlock(old, now);
    const before = this.#pin!;
    const { rule, key } = await this.#newRule(fresh);
    const sealed: Life[] = [];
    for (const life of await lives(this.db)) {
      const raw = life.pin && (await open(before, life.pin, life.inc));
      if (raw) sealed.push({ ...life, pin: await seal(key, raw, life.inc) });
    }
    await this.db.write(["lives", "meta"], async (tx) => {
      await tx.objectStore("meta").put(rule, "pin");
      for (const life of sealed) {
        const { next_n, registered } = (await tx.objectStore("lives").get(life.inc))!;
        await tx.objectStore("lives").put({ ...life, next_n, registered }, life.inc);
      }
    });
    this.#pin = key;
  }

  lock(): void {
    this.#pin = null;
    this.#keys.clear();
  }

  /** Nobody opens the old lives on this phone again; what they hold goes up sealed. */
  async forgetPin(): Promise<void> {
    this.lock();
    this.#fresh.clear();
    await this.db.write(["lives", "meta"], async (tx) => {
      for (const life of await tx.objectStore("lives").getAll()) {
        await tx.objectStore("lives").put({ ...life, pin: null }, life.inc);
      }
      for (const name of ["pin", "wrong"]) await tx.objectStore("meta").delete(name);
    });
  }

  /** The event a record holds; null while its life is locked. */
  async read(stored: Stored): Promise<FieldEvent | null> {
    const key = this.keyOf(stored.inc);
    const bytes = key && (await frozen(key, stored));
    return bytes ? (JSON.parse(text(bytes)) as FieldEvent) : null;
  }
}

/** A pause that seems longer than any is one of a clock that went back. */
export const isWaiting = (wrong: Wrong, now: number): boolean => now < wrong.until && wrong.until - now <= LONGEST_PAUSE;

export const newRaw = (): Uint8Array<ArrayBuffer> => random(32);
