// What goes up next: our own life's events as they were frozen while the phone is unlocked; everything else sealed.
import { base64, text } from "../logic/bytes.ts";
import type { Carried, Life, Stored } from "../store/database.ts";
import type { CarriedBox } from "../store/carried.ts";
import { frozen, type Outbox } from "../store/outbox.ts";
import type { Vault } from "../store/vault.ts";
import type { Sealed, Wrapped } from "../wire.ts";

export interface Batch {
  own: Stored[];
  carried: Carried[];
  /** JSON texts, byte for byte, in the order of `own`. */
  events: string[];
  sealed: Sealed[];
  wrapped: Wrapped | null;
}

const EMPTY: Batch = { own: [], carried: [], events: [], sealed: [], wrapped: null };
// The server takes 256 KB on the wire; ciphertext hardly packs.
const MOST_LETTERS = 180_000;

export const sealed = ({ inc, id, n, v, iv, ct }: Stored): Sealed => ({
  inc, id, n, v, iv: base64(iv), ct: base64(ct),
});

export class Batches {
  constructor(
    private readonly outbox: Outbox,
    private readonly carriedBox: CarriedBox,
    private readonly vault: Vault,
  ) {}

  /** At most `most` records of one life, leaving out those in `skip`; empty when nothing waits. */
  async next(most: number, lives: Life[], skip: ReadonlySet<string>): Promise<Batch> {
    const waiting = (await this.outbox.waiting()).filter((one) => !skip.has(`${one.inc}.${one.n}`));
    const life = lives.find((one) => one.inc === waiting[0]?.inc);
    if (!life) return this.#carried(most, skip);
    const rows = waiting.filter((one) => one.inc === life.inc).slice(0, most);
    const stored = await this.outbox.records(rows);
    const current = lives.at(-1)!;
    const key = life.inc === current.inc ? this.vault.keyOf(life.inc) : null;
    return key ? plainBatch(stored, key) : sealedBatch(stored, life);
  }

  async #carried(most: number, skip: ReadonlySet<string>): Promise<Batch> {
    const all = (await this.carriedBox.all()).filter((one) => !skip.has(`${one.inc}.${one.n}`));
    const first = all[0];
    if (!first) return EMPTY;
    const rows = fitting(all.filter((one) => one.inc === first.inc).slice(0, most), (one) => one.ct.length);
    const { inc, kid, wrapped } = first;
    const records = rows.map(({ id, n, v, iv, ct }): Sealed => ({ inc, id, n, v, iv, ct }));
    return { ...EMPTY, carried: rows, sealed: records, wrapped: { inc, kid, wrapped } };
  }
}

async function plainBatch(stored: Stored[], key: CryptoKey): Promise<Batch> {
  const own = fitting(stored, (one) => one.ct.length);
  const opened = await Promise.all(own.map((one) => frozen(key, one)));
  // What cannot be opened here goes up as it lies, for the office to look at.
  const broken = own.filter((_, at) => !opened[at]);
  const whole = own.filter((_, at) => opened[at]);
  const events = opened.flatMap((bytes) => (bytes ? text(bytes) : []));
  return { ...EMPTY, own: [...whole, ...broken], events, sealed: broken.map(sealed) };
}

function sealedBatch(stored: Stored[], life: Life): Batch {
  const own = fitting(stored, (one) => one.ct.length * 1.4);
  const { inc, kid, wrapped } = life;
  return { ...EMPTY, own, sealed: own.map(sealed), wrapped: { inc, kid, wrapped } };
}

/** As many from the front as fit on the wire; at least one. */
function fitting<T>(rows: T[], size: (row: T) => number): T[] {
  let letters = 0;
  return rows.filter((row, at) => (letters += size(row) + 200) <= MOST_LETTERS || at === 0);
}
