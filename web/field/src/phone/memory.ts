// What an unlocked phone holds open in memory: the list, what became known since, and its own events.
import type { Clock } from "../logic/clock.ts";
import { type Evening, evening } from "../logic/evening.ts";
import type { Own } from "../logic/told.ts";
import type { Outbox, Saved } from "../store/outbox.ts";
import { lives } from "../store/outbox.ts";
import type { Shelf } from "../store/shelf.ts";
import type { Vault } from "../store/vault.ts";
import type { Database } from "../store/database.ts";
import type { Bundle, FieldEvent, Row } from "../wire.ts";
import type { Fetched } from "../sync/pulling.ts";

// What the server lends is lent for a week.
const LEASE = 7 * 24 * 3_600_000;

export class Memory {
  list: Bundle | null = null;
  #rows: Row[] = [];
  #events = new Map<string, FieldEvent>();
  #own: Own[] = [];

  constructor(
    private readonly on: { db: Database; outbox: Outbox; shelf: Shelf; vault: Vault; clock: Clock },
  ) {}

  async load(): Promise<void> {
    const { key } = await this.on.vault.currentKey();
    this.list = await this.on.shelf.list(key);
    if (this.list && this.on.clock.now() - this.list.now > LEASE) {
      this.list = null;
      await this.on.shelf.clear();
    }
    this.#rows = this.list ? await this.on.shelf.rows(key, this.list.round.id) : [];
    await this.refresh();
  }

  /** Own events and their answers, as they lie in the database. */
  async refresh(): Promise<void> {
    const order = new Map((await lives(this.on.db)).map((life) => [life.inc, life.order]));
    const kept = await this.on.outbox.kept();
    kept.sort((a, b) => (order.get(a.stored.inc) ?? 0) - (order.get(b.stored.inc) ?? 0) || a.stored.n - b.stored.n);
    const own: Own[] = [];
    for (const [at, { stored, answer }] of kept.entries()) {
      const event = this.#events.get(stored.id) ?? (await this.on.vault.read(stored));
      if (!event) continue;
      this.#events.set(stored.id, event);
      own.push({ event, at: this.#when(event), answer, order: at + 1 });
    }
    this.#own = own;
  }

  #when(event: FieldEvent): number {
    return this.on.clock.corrected(event.t, event.ck, event.ls ?? null);
  }

  add({ event }: Saved): void {
    if (this.#events.has(event.id)) return;
    this.#events.set(event.id, event);
    const order = (this.#own.at(-1)?.order ?? 0) + 1;
    this.#own = [...this.#own, { event, at: this.#when(event), answer: null, order }];
  }

  take({ list, rows }: Fetched): void {
    if (list) {
      this.list = list;
      this.#rows = rows;
    } else {
      this.#rows = [...this.#rows, ...rows];
    }
  }

  /** How old the list is, ms; null without one. */
  get age(): number | null {
    return this.list && this.on.clock.now() - this.list.now;
  }

  /** A new list of the same evening leaves out whom this phone found nobody left at: their doors stay in sight. */
  merged(list: Bundle): Bundle {
    if (this.list?.round.id !== list.round.id) return list;
    const listed = new Set(list.doors.map((door) => door.hh));
    const visited = new Set(this.#own.filter((one) => one.event.r === list.round.id).map((one) => one.event.hh));
    const kept = this.list.doors.filter((door) => visited.has(door.hh) && !listed.has(door.hh));
    return { ...list, doors: [...list.doors, ...kept.map((door) => ({ ...door, pos: null, people: [] }))] };
  }

  forget(): void {
    this.list = null;
    this.#rows = [];
    this.#events.clear();
    this.#own = [];
  }

  /** Whether a hand-over is still on its way to the server. */
  get handsOver(): boolean {
    return this.#own.some((one) => !one.answer && one.event.k.startsWith("handover."));
  }

  evening(): Evening | null {
    const { list: bundle } = this;
    return bundle && evening({ bundle, rows: this.#rows, own: this.#own, now: this.on.clock.now() });
  }
}
