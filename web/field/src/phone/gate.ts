// Who may in, and how far: pairing, the PIN, erased data, going back to nothing. Never lets go of an unsent record.
import { Refusal } from "../contract.ts";
import type { Clock } from "../logic/clock.ts";
import { type Canary, lostSince, type Perch, read, write } from "../store/canary.ts";
import { wrapForOffice } from "../store/keys.ts";
import type { Database } from "../store/database.ts";
import type { Outbox } from "../store/outbox.ts";
import type { Shelf } from "../store/shelf.ts";
import { newRaw, type Vault } from "../store/vault.ts";
import { type Client, Failure } from "../sync/client.ts";
import type { About } from "../wire.ts";

/** What this phone is bound as. */
export interface Device {
  token: string;
  device: string;
  member: string;
  office: { name: string; kid: string; key: string };
}

export interface GateParts {
  app: string;
  db: Database;
  outbox: Outbox;
  shelf: Shelf;
  vault: Vault;
  client: Client;
  clock: Clock;
  perches: Perch[];
  about(): Promise<About>;
}

export class Gate {
  device: Device | null = null;
  /** The PIN was given up: only a new code from the office lets anybody in again. */
  forgotten = false;
  /** Records that went with erased data, until they are told to the office. */
  lost: Canary | null = null;

  constructor(private readonly on: GateParts) {}

  async load(): Promise<void> {
    this.device = (await this.on.db.get<Device>("device")) ?? null;
    this.forgotten = (await this.on.db.get<boolean>("forgotten")) ?? false;
    const canary = read(this.on.perches);
    const life = canary && (await this.on.db.read(["lives"], (tx) => tx.objectStore("lives").get(canary.inc)));
    const lost = canary && lostSince(canary, life ?? undefined);
    if (lost) {
      await this.on.db.set("lost", lost);
      // Numbers that were given once are not given again: a new life begins.
      if (life) await this.on.db.set("renew", true);
    }
    this.lost = lost ?? (await this.on.db.get<Canary>("lost")) ?? null;
    await this.sing();
  }

  /** Sets the canary to what the database knows now; without any life it stays as it is until the next pairing. */
  async sing(): Promise<void> {
    const life = await this.on.vault.current();
    if (!life) return;
    const outbox = (await this.on.outbox.waiting()).length;
    write(this.on.perches, { inc: life.inc, next_n: life.next_n, outbox });
  }

  /** Whether the newest life has its PIN. */
  async hasPin(): Promise<boolean> {
    return Boolean((await this.on.vault.current())?.pin);
  }

  async pair(code: string): Promise<void> {
    const { db, client, vault } = this.on;
    const raw = newRaw();
    const inc = crypto.randomUUID();
    try {
      const { name, kid, key } = await client.hello();
      const wrapped = await wrapForOffice(raw, key);
      const about = await this.on.about();
      const request = { v: 1 as const, code: code.trim(), app: this.on.app, about, inc: { inc, kid, wrapped } };
      const reply = await client.pair({ ...request, keeps: await this.#keeps() });
      const device = { token: reply.token, device: reply.device, member: reply.member.name, office: { name, kid, key } };
      await vault.begin({ inc, device: reply.device, kid, wrapped, registered: true }, raw);
      await db.set("device", device);
      await this.on.shelf.clear();
      await db.set("renew", false);
      await db.set("forgotten", false);
      this.device = device;
      this.forgotten = false;
    } catch (fault) {
      throw asRefusal(fault);
    }
    await this.sing();
  }

  async #keeps() {
    const waiting = await this.on.outbox.waiting();
    const lives = await this.on.db.read(["lives"], (tx) => tx.objectStore("lives").getAll());
    return lives.map(({ inc, next_n }) => ({
      inc, next_n, outbox_count: waiting.filter((one) => one.inc === inc).length,
    }));
  }

  /** A new life without a new pairing: its key goes to the office with the next push. */
  async renew(): Promise<void> {
    if (!this.device) throw new Refusal("not-paired");
    const raw = newRaw();
    const { device, office } = this.device;
    const wrapped = await wrapForOffice(raw, office.key);
    const about = { inc: crypto.randomUUID(), device, kid: office.kid, wrapped, registered: false };
    await this.on.vault.begin(about, raw);
    await this.on.db.set("renew", false);
    await this.on.shelf.clear();
    await this.sing();
  }

  async renewIfNeeded(): Promise<void> {
    if (this.device && (await this.on.db.get<boolean>("renew"))) await this.renew();
  }

  async setPin(pin: string): Promise<void> {
    let life = await this.on.vault.current();
    if (!life || !this.device) throw new Refusal("not-paired");
    if (!this.on.vault.hasFresh(life.inc)) {
      await this.renew();
      life = (await this.on.vault.current())!;
    }
    await this.on.vault.setPin(pin, life);
  }

  async forgetPin(): Promise<void> {
    this.forgotten = true;
    await this.on.db.set("forgotten", true);
    await this.on.vault.forgetPin();
    await this.on.shelf.clear();
  }

  /** Whether every record is answered, or lies in a file outside this phone. */
  async isSafe(): Promise<boolean> {
    return (await this.on.outbox.waiting()).every((one) => one.exported);
  }

  /**
   * Forgets the pairing, the PIN and all that can be read. What is unanswered must have been exported; even then its
   * ciphertext stays and goes up after the next pairing.
   */
  async reset(): Promise<void> {
    if (!(await this.isSafe())) throw new Refusal("unsent", { records: (await this.on.outbox.waiting()).length });
    await this.on.vault.forgetPin();
    await this.on.shelf.clear();
    await this.on.outbox.sweep(0, null, true);
    await this.on.db.write(["meta"], async (tx) => {
      for (const name of ["device", "role", "shift", "renew", "forgotten"]) await tx.objectStore("meta").delete(name);
    });
    this.device = null;
    this.forgotten = false;
    if (!(await this.on.vault.current())) for (const perch of this.on.perches) perch.set("");
    await this.sing();
  }
}

export function asRefusal(fault: unknown): unknown {
  if (!(fault instanceof Failure)) return fault;
  if (fault.status === 0) return new Refusal("no-server");
  const code = fault.trouble?.code ?? `status-${fault.status}`;
  return code === "fieldsync.code-unknown" ? new Refusal("code-unknown") : new Refusal("server", { code });
}
