// The phone at the door: what the screens hold in their hands.
import { type Phone, Refusal, type View } from "./contract.ts";
import { searched } from "./logic/evening.ts";
import { promiseAt } from "./logic/hours.ts";
import { browserEnv, type Env } from "./phone/env.ts";
import { asRefusal } from "./phone/gate.ts";
import { Hull } from "./phone/hull.ts";
import type { Walk } from "./phone/walk.ts";
import { EVENINGS, selfTest } from "./store/room.ts";
import { Writer } from "./store/writer.ts";
import type { Bundle } from "./wire.ts";

// Unseen for so long, the phone locks itself.
const LOCKED_AFTER = 30 * 60_000;

export async function openPhone(app: string, env: Env = browserEnv(app)): Promise<Phone & { close(): void }> {
  const phone = new FieldPhone(env);
  await phone.open();
  return phone;
}

class FieldPhone implements Phone {
  readonly #hull: Hull;
  readonly #writer: Writer;
  #hiddenAt: number | null = null;
  #listens = false;
  #closed = false;

  constructor(private readonly env: Env) {
    this.#hull = new Hull(env);
    this.#writer = new Writer(env.locks, () => this.#lostTurn());
  }

  get view(): View {
    return this.#hull.view;
  }

  subscribe(listener: (view: View) => void): () => void {
    this.#hull.listeners.add(listener);
    listener(this.view);
    return () => this.#hull.listeners.delete(listener);
  }

  // ── Opening, hiding, closing ─────────────────────────────────────────────────────────────────────────────────────

  async open(): Promise<void> {
    if (!this.env.isSupported()) return this.#hull.go("unsupported");
    if (await this.#writer.take()) return this.#start();
    this.#hull.go("other-tab");
    void this.#writer.wait().then(() => this.#start());
  }

  async #start(): Promise<void> {
    if (this.#closed) return;
    if ((await selfTest(this.#hull.db)) === "broken") return this.#hull.go("unsupported");
    await this.#hull.load();
    this.#hull.go(await this.#hull.standing());
    if (!this.#listens) this.env.listen((what) => this.#happened(what));
    this.#listens = true;
    this.#hull.engine.nudge();
  }

  #happened(what: "online" | "seen" | "hidden"): void {
    if (this.#closed || this.view.stage === "other-tab") return;
    const now = this.#hull.clock.now();
    if (what === "hidden") {
      this.#hiddenAt = now;
      return void this.#hull.keepClock();
    }
    if (what === "seen" && this.#hiddenAt !== null && now - this.#hiddenAt > LOCKED_AFTER) this.lock();
    if (what === "seen") this.#hiddenAt = null;
    this.#hull.publish();
    this.#hull.engine.nudge();
  }

  #lostTurn(): void {
    if (this.#closed) return;
    this.#hull.engine?.close();
    this.lock();
    this.#hull.go("other-tab");
  }

  useHere(): void {
    void this.#writer.take(true).then((taken) => (taken ? this.#start() : undefined));
  }

  close(): void {
    this.#closed = true;
    this.#hull.engine?.close();
    this.#writer.release();
    this.#hull.db.close();
  }

  // ── Pairing and the PIN ──────────────────────────────────────────────────────────────────────────────────────────

  /** This window may write, and the app may keep records at all. */
  #writable(): Hull {
    if (["other-tab", "unsupported"].includes(this.view.stage)) throw new Refusal("other-tab");
    if (this.view.stage === "install") throw new Refusal("not-paired");
    return this.#hull;
  }

  async pair(code: string): Promise<void> {
    const hull = this.#writable();
    await hull.look(true);
    await hull.gate.pair(code);
    hull.memory.forget();
    if (hull.vault.isOpen) return this.#enter();
    hull.go(await hull.standing());
  }

  async setPin(pin: string): Promise<void> {
    const hull = this.#writable();
    // A phone that has a PIN is opened by that one, or paired anew.
    if (this.view.stage !== "set-pin") throw new Refusal("not-paired");
    await hull.gate.setPin(pin);
    await this.#enter();
  }

  async unlock(pin: string): Promise<void> {
    const hull = this.#writable();
    try {
      await hull.vault.unlock(pin, this.env.wall());
    } finally {
      await hull.settle();
    }
    await hull.gate.renewIfNeeded();
    await this.#enter();
  }

  async #enter(): Promise<void> {
    await this.#hull.memory.load();
    await this.#hull.settle(await this.#hull.standing());
    void this.#hull.engine.run();
  }

  lock(): void {
    this.#hull.memory?.forget();
    this.#hull.vault.lock();
    if (this.view.stage === "ready") this.#hull.go("locked");
  }

  async changePin(old: string, fresh: string): Promise<void> {
    await this.#writable().vault.changePin(old, fresh, this.env.wall());
  }

  async forgotPin(): Promise<void> {
    const hull = this.#writable();
    await hull.gate.forgetPin();
    hull.memory.forget();
    await hull.settle(await hull.standing());
  }

  acknowledgeErased(): void {
    this.#hull.sawErased = true;
    void this.#hull.standing().then((stage) => this.#hull.go(stage));
  }

  async reset(): Promise<void> {
    await this.#writable().reset();
  }

  // ── At the door ──────────────────────────────────────────────────────────────────────────────────────────────────

  #walk(): Walk {
    const hull = this.#writable();
    if (this.view.stage !== "ready") throw new Refusal("locked");
    return hull.walk;
  }

  #list(): Bundle {
    this.#walk();
    if (!this.#hull.memory.list) throw new Refusal("not-paired");
    return this.#hull.memory.list;
  }

  recordVisit: Phone["recordVisit"] = async (hh, draft) => this.#walk().visit(hh, draft);
  addHousehold: Phone["addHousehold"] = async (draft) => this.#walk().household(draft);
  addPerson: Phone["addPerson"] = async (hh, draft) => this.#walk().person(hh, draft);
  note: Phone["note"] = async (hh, text) => this.#walk().note(hh, text);
  ask: Phone["ask"] = async (text) => this.#walk().ask(text);
  nameCompanion: Phone["nameCompanion"] = async (name) => this.#walk().companion(name);
  voidVisit: Phone["voidVisit"] = async (id) => {
    const visit = this.view.records.find((one) => one.id === id);
    return this.#walk().write("visit.voided", visit?.hh ?? null, { voids: id });
  };

  async giveHandover(): Promise<string> {
    const code = await this.#hull.handover.give(this.#list());
    this.#hull.publish();
    return code;
  }

  async takeHandover(code: string): Promise<void> {
    await this.#hull.handover.take(this.#list(), code);
    this.#hull.publish();
  }

  promise(hour: string, days = 0): string {
    return promiseAt(this.#hull.clock.now(), this.#hull.quiet(), hour, days);
  }

  search: Phone["search"] = (words) => searched(this.view.doors, words);

  // ── Storage, and the ways out ────────────────────────────────────────────────────────────────────────────────────

  async startShift(): Promise<void> {
    this.#walk();
    const hull = this.#hull;
    await hull.look(true);
    hull.publish();
    const test = await selfTest(hull.db, EVENINGS);
    if (hull.storage.level === "full" || test === "full") throw new Refusal("storage-full");
    if (test === "broken") throw new Refusal("self-test");
    hull.shift = hull.evening();
    await hull.db.set("shift", hull.shift);
    hull.publish();
    void hull.engine.run();
  }

  async checkStorage(): Promise<void> {
    await this.#hull.look(false);
    this.#hull.publish();
  }

  async sync(): Promise<void> {
    if (this.view.stage !== "other-tab") await this.#hull.engine?.run();
  }

  async basemap(): Promise<unknown | null> {
    const { basemap, round } = this.#list();
    if (basemap === null) return null;
    const { shelf, vault, client, gate } = this.#hull;
    const key = await vault.currentKey();
    const held = await shelf.basemap(key.key);
    if (held) return held;
    try {
      const map = await client.basemap(gate.device!.token, round.id);
      await shelf.putBasemap(key, map);
      return map;
    } catch (fault) {
      throw asRefusal(fault);
    }
  }

  async exportFiles(): ReturnType<Phone["exportFiles"]> {
    const hull = this.#writable();
    const files = await (await hull.goods()).files();
    await hull.settle();
    return files;
  }

  qrFrames: Phone["qrFrames"] = async () => (await this.#writable().goods()).frames();

  async importFile(text: string): Promise<number> {
    const taken = await (await this.#writable().goods()).take(text);
    await this.#brought();
    return taken;
  }

  async importFrame(text: string): ReturnType<Phone["importFrame"]> {
    const joined = await (await this.#writable().goods()).takeFrame(text);
    if (joined.taken !== null) await this.#brought();
    return joined;
  }

  async #brought(): Promise<void> {
    await this.#hull.settle();
    this.#hull.engine.nudge();
  }
}
