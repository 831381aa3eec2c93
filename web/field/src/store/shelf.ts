// What the server lent this phone: the list of doors and what became known since, sealed by the life's data key.
import { pack, text, unpack, utf8 } from "../logic/bytes.ts";
import type { Bundle, Row } from "../wire.ts";
import type { Database } from "./database.ts";
import { open, seal } from "./keys.ts";

/** Pulled so far: rows of this round up to `after`. */
export interface Cursor {
  round: number;
  epoch: number;
  after: number;
}
export interface Key {
  inc: string;
  key: CryptoKey;
}

const LIST = "list";
const BASEMAP = "basemap";
const page = (round: number, after: number): string => `rows|${round}|${String(after).padStart(12, "0")}`;

export class Shelf {
  constructor(private readonly db: Database) {}

  async #sealed({ inc, key }: Key, name: string, what: unknown) {
    const plain = await pack(utf8(JSON.stringify(what)), "deflate");
    return { inc, ...(await seal(key, plain, `${name}|${inc}`)) };
  }

  async #opened<T>(key: CryptoKey, name: string): Promise<T | null> {
    const box = await this.db.read(["shelf"], (tx) => tx.objectStore("shelf").get(name));
    const plain = box && (await open(key, box, `${name}|${box.inc}`));
    return plain ? (JSON.parse(text(await unpack(plain, "deflate"))) as T) : null;
  }

  /** A new list takes the place of the old one and of all rows, which it contains. */
  async putList(key: Key, list: Bundle): Promise<void> {
    const box = await this.#sealed(key, LIST, list);
    const cursor: Cursor = { round: list.round.id, epoch: list.epoch, after: list.seq };
    await this.db.write(["shelf", "meta"], async (tx) => {
      await tx.objectStore("shelf").clear();
      await tx.objectStore("shelf").put(box, LIST);
      await tx.objectStore("meta").put(cursor, "cursor");
    });
  }

  list(key: CryptoKey): Promise<Bundle | null> {
    return this.#opened<Bundle>(key, LIST);
  }

  /** The rows and the place to go on from, in one transaction. */
  async putRows(key: Key, rows: Row[], cursor: Cursor): Promise<void> {
    const name = page(cursor.round, cursor.after);
    const box = rows.length ? await this.#sealed(key, name, rows) : null;
    await this.db.write(["shelf", "meta"], async (tx) => {
      if (box) await tx.objectStore("shelf").put(box, name);
      await tx.objectStore("meta").put(cursor, "cursor");
    });
  }

  async rows(key: CryptoKey, round: number): Promise<Row[]> {
    const names = await this.db.read(["shelf"], (tx) => tx.objectStore("shelf").getAllKeys());
    const pages = names.filter((name) => name.startsWith(`rows|${round}|`)).sort();
    return (await Promise.all(pages.map((name) => this.#opened<Row[]>(key, name)))).flatMap((rows) => rows ?? []);
  }

  async putBasemap(key: Key, map: unknown): Promise<void> {
    const box = await this.#sealed(key, BASEMAP, map);
    await this.db.write(["shelf"], (tx) => tx.objectStore("shelf").put(box, BASEMAP));
  }

  basemap(key: CryptoKey): Promise<unknown | null> {
    return this.#opened<unknown>(key, BASEMAP);
  }

  async clear(): Promise<void> {
    await this.db.write(["shelf", "meta"], async (tx) => {
      await tx.objectStore("shelf").clear();
      await tx.objectStore("meta").delete("cursor");
    });
  }
}
