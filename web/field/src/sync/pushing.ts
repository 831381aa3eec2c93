// Sending until nothing waits. A record leaves the outbox on the server's word alone; what the server no longer has
// goes up again.
import { BATCH, larger, smaller } from "../logic/backoff.ts";
import type { Clock } from "../logic/clock.ts";
import { missing } from "../logic/ranges.ts";
import type { CarriedBox } from "../store/carried.ts";
import type { Canary } from "../store/canary.ts";
import type { Database, Life } from "../store/database.ts";
import { lives as allLives, type Outbox } from "../store/outbox.ts";
import type { About, PushHead, PushReply, Range, Result, Wrapped } from "../wire.ts";
import type { Batch, Batches } from "./batches.ts";
import { type Client, Failure } from "./client.ts";

const STANDINGS = ["stored", "duplicate", "quarantined"];
// What is in quarantine may be unknown under its number; it is not told again and again.
const QUARANTINE_AGAIN = 3_600_000;

export interface Parts {
  db: Database;
  outbox: Outbox;
  carried: CarriedBox;
  batches: Batches;
  client: Client;
  clock: Clock;
  app: string;
  about(): Promise<About>;
}

export interface Pushed {
  reply: PushReply;
  /** Records the server would not even read, passed over for now. */
  skipped: number;
}

export class Pushing {
  #size = BATCH;

  constructor(private readonly on: Parts) {}

  /** Everything that waits, and at least one push: it says that this phone lives. */
  async all(token: string, told: () => Promise<void>): Promise<Pushed | null> {
    const skip = new Set<string>();
    const requeued = new Set<string>();
    let reply: PushReply | null = null;
    for (;;) {
      const lives = await allLives(this.on.db);
      if (!lives.length) return null;
      const batch = await this.on.batches.next(this.#size, lives, skip);
      const left = batch.own.length + batch.carried.length;
      if (!left && reply) return { reply, skipped: skip.size };
      const said = await this.#push(token, batch, lives, skip);
      if (!said) continue;
      reply = said;
      await this.#apply(batch, said, skip);
      await this.#compare(lives, said, requeued);
      await told();
    }
  }

  /** Null if the batch was too large and must be cut. */
  async #push(token: string, batch: Batch, lives: Life[], skip: Set<string>): Promise<PushReply | null> {
    try {
      const reply = await this.on.client.push(token, await this.#body(batch, lives));
      if (batch.own.length === this.#size) this.#size = larger(this.#size);
      await this.#noted(batch.wrapped, lives);
      return reply;
    } catch (fault) {
      if (!(fault instanceof Failure)) throw fault;
      const many = batch.own.length + batch.carried.length;
      if (fault.timedOut) this.#size = smaller(this.#size);
      if (![400, 413].includes(fault.status) || !many) throw fault;
      this.#size = smaller(many);
      if (many === 1) for (const one of [...batch.own, ...batch.carried]) skip.add(`${one.inc}.${one.n}`);
      return null;
    }
  }

  async #body(batch: Batch, lives: Life[]): Promise<string> {
    const current = lives.at(-1)!;
    const waiting = await this.on.outbox.waiting();
    const count = (inc: string) => waiting.filter((one) => one.inc === inc).length;
    const older = lives.slice(0, -1);
    const lost = await this.on.db.get<Canary>("lost");
    const cursor = await this.on.db.get<{ after: number }>("cursor");
    const wrapped = batch.wrapped ?? (current.registered ? null : wrappedOf(current));
    const { ck } = this.on.clock.check();
    const head: PushHead = {
      v: 1,
      inc: current.inc,
      sent: this.on.clock.reading().wall,
      ck,
      outbox_count: count(current.inc),
      next_n: current.next_n,
      app: this.on.app,
      keeps: older.map((life) => ({ inc: life.inc, next_n: life.next_n, outbox_count: count(life.inc) })),
      about: await this.on.about(),
      ...(batch.sealed.length ? { sealed: batch.sealed } : {}),
      ...(wrapped ? { wrapped } : {}),
      ...(lost ? { lost } : {}),
      ...(cursor ? { cursor: cursor.after } : {}),
    };
    return `${JSON.stringify(head).slice(0, -1)},"events":[${batch.events.join(",")}]}`;
  }

  /** What the server now surely knows: this life's wrapped key, and what was lost. */
  async #noted(wrapped: Wrapped | null, lives: Life[]): Promise<void> {
    const current = lives.at(-1)!;
    const told = wrapped ? wrapped.inc === current.inc : true;
    await this.on.db.write(["meta", "lives"], async (tx) => {
      await tx.objectStore("meta").delete("lost");
      const life = await tx.objectStore("lives").get(current.inc);
      if (life && !life.registered && told) await tx.objectStore("lives").put({ ...life, registered: true }, life.inc);
    });
  }

  /** Takes the server's word for each record, in the order they were sent. */
  async #apply(batch: Batch, reply: PushReply, skip: Set<string>): Promise<void> {
    const rows = [...batch.own, ...batch.carried];
    const byId = new Map(reply.results.map((one) => [one.id, one]));
    const inOrder = reply.results.length === rows.length;
    const resultOf = (at: number): Result | undefined => {
      const found = inOrder ? reply.results[at] : byId.get(rows[at]!.id);
      return found && STANDINGS.includes(found.s) && (!found.id || found.id === rows[at]!.id) ? found : undefined;
    };
    const answers = batch.own.flatMap((one, at) => {
      const result = resultOf(at);
      return result ? [{ inc: one.inc, n: one.n, answer: answered(result, reply.now) }] : [];
    });
    const carried = batch.carried.filter((_, at) => resultOf(batch.own.length + at));
    await this.on.outbox.answered(answers);
    await this.on.carried.answered(carried);
    rows.forEach((one, at) => {
      if (!resultOf(at)) skip.add(`${one.inc}.${one.n}`);
    });
  }

  /** After a restore from a backup the server misses what it once answered: that waits again. */
  async #compare(lives: Life[], reply: PushReply, requeued: Set<string>): Promise<void> {
    const current = lives.at(-1)!;
    const have = new Map<string, Range[]>([[plain(current.inc), reply.have]]);
    for (const other of reply.others ?? []) have.set(plain(other.inc), other.have);
    const kept = await this.on.outbox.kept();
    for (const life of lives) {
      const ranges = have.get(plain(life.inc));
      if (!ranges) continue;
      const old = kept.filter(
        ({ stored, answer }) =>
          stored.inc === life.inc &&
          answer &&
          !requeued.has(stored.id) &&
          (answer.s !== "quarantined" || reply.now - answer.heard > QUARANTINE_AGAIN),
      );
      const gone = missing(old.map((one) => one.stored.n), ranges);
      for (const one of old) if (gone.includes(one.stored.n)) requeued.add(one.stored.id);
      if (gone.length) await this.on.outbox.again(life.inc, gone);
    }
  }
}

const plain = (inc: string): string => inc.replaceAll("-", "");

const wrappedOf = ({ inc, kid, wrapped }: Life): Wrapped => ({ inc, kid, wrapped });

const answered = (result: Result, heard: number) => ({
  s: result.s,
  seq: result.seq ?? null,
  code: result.code ?? null,
  counted: result.counted === true,
  heard,
});
