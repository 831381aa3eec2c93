// Records of other phones that came as a file or by QR: they go up sealed, with ours, until the server has answered.
import type { Carry } from "../logic/carry.ts";
import type { Carried, Database } from "./database.ts";

const place = (one: { inc: string; id: string; n: number }): string => `${one.inc}|${one.n}|${one.id}`;

export class CarriedBox {
  constructor(private readonly db: Database) {}

  async add(file: Carry): Promise<number> {
    const { inc, kid, wrapped } = file;
    await this.db.write(["carried"], async (tx) => {
      for (const { id, n, iv, ct } of file.records) {
        await tx.objectStore("carried").put({ inc, id, n, v: 1, iv, ct, kid, wrapped }, place({ inc, id, n }));
      }
    });
    return file.records.length;
  }

  all(): Promise<Carried[]> {
    return this.db.read(["carried"], (tx) => tx.objectStore("carried").getAll());
  }

  async answered(rows: Carried[]): Promise<void> {
    await this.db.write(["carried"], async (tx) => {
      for (const row of rows) await tx.objectStore("carried").delete(place(row));
    });
  }
}
