// Fetching the list, and what became known since it was made.
import type { Clock } from "../logic/clock.ts";
import type { Database } from "../store/database.ts";
import type { Outbox } from "../store/outbox.ts";
import type { Cursor, Key, Shelf } from "../store/shelf.ts";
import type { Bundle, PushReply, Row } from "../wire.ts";
import { type Client, Failure } from "./client.ts";

export interface PullParts {
  db: Database;
  shelf: Shelf;
  outbox: Outbox;
  client: Client;
  clock: Clock;
  /** The list in hand, ms old; null without one. */
  age(): number | null;
  /** A new list, with what of the old one is still needed. */
  merged(list: Bundle): Bundle;
}

/** A new list, or new rows, or nothing. */
export interface Fetched {
  list: Bundle | null;
  rows: Row[];
}

const LIST_AGAIN = ["bundle-changed"];
// Plans change at the office; within an evening rows tell enough.
const OLD_LIST = 3 * 3_600_000;

export class Pulling {
  constructor(private readonly on: PullParts) {}

  /** `reply`: of the push before, which tells what the phone is bound to now. */
  async all(token: string, key: Key, reply: PushReply): Promise<Fetched> {
    const cursor = await this.on.db.get<Cursor>("cursor");
    const bound = reply.device;
    const moved = cursor && bound && (bound.epoch !== cursor.epoch || bound.round !== cursor.round);
    const changed = reply.remarks?.some((one) => LIST_AGAIN.includes(one));
    const age = this.on.age();
    if (!cursor || moved || changed || age === null || age > OLD_LIST) return this.#list(token, key);
    try {
      return { list: null, rows: await this.#rows(token, key, cursor) };
    } catch (fault) {
      if (fault instanceof Failure && [409, 410].includes(fault.status)) return this.#list(token, key);
      throw fault;
    }
  }

  async #list(token: string, key: Key): Promise<Fetched> {
    const list = this.on.merged(await this.on.client.list(token));
    await this.on.shelf.putList(key, list);
    return { list, rows: [] };
  }

  async #rows(token: string, key: Key, from: Cursor): Promise<Row[]> {
    const found: Row[] = [];
    for (let cursor = from, more = true; more; ) {
      const page = await this.on.client.pull(token, cursor.round, cursor.epoch, cursor.after);
      more = page.more && page.next > cursor.after;
      if (page.next <= cursor.after) break;
      cursor = { ...cursor, after: page.next };
      await this.on.shelf.putRows(key, page.rows, cursor);
      found.push(...page.rows);
    }
    await this.#counted(found);
    return found;
  }

  async #counted(rows: Row[]): Promise<void> {
    const ids = rows.filter((row) => row.id && (row.k === "counted" || (row.mine && row.counted))).map((row) => row.id!);
    if (ids.length) await this.on.outbox.counted(new Set(ids));
  }
}
