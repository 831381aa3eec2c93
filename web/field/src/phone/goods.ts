// Records leaving and coming by hand: as a file, or as QR codes before another phone's camera.
import { Refusal } from "../contract.ts";
import { type Carry, makeCarry, packCarry, readCarry, unpackCarry } from "../logic/carry.ts";
import { isoLocal } from "../logic/hours.ts";
import { cut, Joiner } from "../logic/frames.ts";
import type { CarriedBox } from "../store/carried.ts";
import type { Database, Waiting } from "../store/database.ts";
import { lives, type Outbox } from "../store/outbox.ts";
import { sealed } from "../sync/batches.ts";

export interface GoodsParts {
  db: Database;
  outbox: Outbox;
  carried: CarriedBox;
  now(): number;
}

export class Goods {
  #joiner = new Joiner();

  constructor(private readonly on: GoodsParts) {}

  /** A file for each life that has unsent records. */
  async #files(): Promise<{ file: Carry; rows: Waiting[] }[]> {
    const waiting = await this.on.outbox.waiting();
    const made = isoLocal(this.on.now());
    const files = [];
    for (const life of await lives(this.on.db)) {
      const rows = waiting.filter((one) => one.inc === life.inc);
      if (!rows.length) continue;
      const records = (await this.on.outbox.records(rows)).map(sealed);
      files.push({ file: await makeCarry({ ...life, made }, records), rows });
    }
    if (!files.length) throw new Refusal("nothing");
    return files;
  }

  async files(): Promise<{ name: string; blob: Blob; records: number }[]> {
    const files = await this.#files();
    for (const { rows } of files) await this.on.outbox.exported(rows);
    return files.map(({ file }) => ({
      name: `ba-cung-${file.made.slice(0, 10)}-${file.inc.slice(0, 8)}.json`,
      blob: new Blob([JSON.stringify(file)], { type: "application/json" }),
      records: file.records.length,
    }));
  }

  async frames(): Promise<string[]> {
    const files = await this.#files();
    return (await Promise.all(files.map(async ({ file }) => cut(await packCarry(file))))).flat();
  }

  async take(text: string): Promise<number> {
    return this.on.carried.add(await readCarry(text));
  }

  async takeFrame(text: string): Promise<{ done: number; of: number; taken: number | null }> {
    const joined = await this.#joiner.take(text);
    if (!joined) return { done: 0, of: 0, taken: null };
    const { done, of, whole } = joined;
    return { done, of, taken: whole && (await this.on.carried.add(await unpackCarry(whole))) };
  }
}
