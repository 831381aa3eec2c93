// The phone at the door, put together: storage, keys, the server, and one snapshot of it all for the screens.
import { type Phone, Refusal, type Stage, type View } from "./contract.ts";
import { Clock, type ClockState, NEW_CLOCK } from "./logic/clock.ts";
import { searched } from "./logic/evening.ts";
import { eveningOf, promiseAt } from "./logic/hours.ts";
import { browserEnv, type Env } from "./phone/env.ts";
import { asRefusal, Gate } from "./phone/gate.ts";
import { Goods } from "./phone/goods.ts";
import { Handover } from "./phone/handover.ts";
import { Memory } from "./phone/memory.ts";
import { emptyView, viewOf } from "./phone/view.ts";
import { Walk } from "./phone/walk.ts";
import { CarriedBox } from "./store/carried.ts";
import { Database, type Waiting } from "./store/database.ts";
import { Outbox, type Saved } from "./store/outbox.ts";
import { room, selfTest } from "./store/room.ts";
import { Shelf } from "./store/shelf.ts";
import { isWaiting, Vault } from "./store/vault.ts";
import { Writer } from "./store/writer.ts";
import { Batches } from "./sync/batches.ts";
import { Client } from "./sync/client.ts";
import { Engine } from "./sync/engine.ts";
import { Pulling } from "./sync/pulling.ts";
import { Pushing } from "./sync/pushing.ts";
import type { About, PushReply } from "./wire.ts";

// Unseen for so long, the phone locks itself.
const LOCKED_AFTER = 30 * 60_000;
const QUIET = { from: "21:30", to: "07:00" };

export async function openPhone(app: string, env: Env = browserEnv(app)): Promise<Phone & { close(): void }> {
  const phone = new FieldPhone(env);
  await phone.open();
  return phone;
}

class FieldPhone implements Phone {
  view: View = emptyView();
  #listeners = new Set<(view: View) => void>();
  #stage: Stage = "pair";
  #sawErased = false;
  #updateBlocked = false;
  #storage: View["storage"] = emptyView().storage;
  #waiting: Waiting[] = [];
  #carriedCount = 0;
  #shift = "";
  #pinUntil: number | null = null;
  #hiddenAt: number | null = null;
  #closed = false;

  readonly #db: Database;
  readonly #writer: Writer;
  readonly #outbox: Outbox;
  readonly #shelf: Shelf;
  readonly #carried: CarriedBox;
  readonly #vault: Vault;
  #clock!: Clock;
  #client!: Client;
  #gate!: Gate;
  #memory!: Memory;
  #walk!: Walk;
  #handover!: Handover;
  #goods!: Goods;
  #engine!: Engine;

  constructor(private readonly env: Env) {
    this.#db = new Database(env.database, {
      outdated: () => this.#block(),
      blocked: () => this.#block(),
    });
    this.#writer = new Writer(env.locks, () => this.#lostTurn());
    this.#outbox = new Outbox(this.#db);
    this.#shelf = new Shelf(this.#db);
    this.#carried = new CarriedBox(this.#db);
    this.#vault = new Vault(this.#db, env.stretch, env.steady);
  }

  // ── Opening ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async open(): Promise<void> {
    if (!this.env.isSupported()) return this.#go("unsupported");
    if (!(await this.#writer.take())) {
      this.#go("other-tab");
      void this.#writer.wait().then(() => this.#start());
      return;
    }
    await this.#start();
  }

  async #start(): Promise<void> {
    if (this.#closed) return;
    if (!(await selfTest(this.#db))) return this.#go("unsupported");
    await this.#build();
    await this.#gate.load();
    await this.#handover.load();
    this.#shift = (await this.#db.get<string>("shift")) ?? "";
    this.#storage = await room(this.env.disk, false);
    await this.#recount();
    this.#go(await this.#standing());
    this.env.listen((what) => this.#happened(what));
    this.#engine.nudge();
  }

  async #build(): Promise<void> {
    const { env } = this;
    const state = (await this.#db.get<ClockState>("clock")) ?? NEW_CLOCK;
    const clock = (this.#clock = new Clock(state, () => ({ wall: env.wall(), steady: env.steady() })));
    const client = (this.#client = new Client(env, clock));
    const on = { db: this.#db, outbox: this.#outbox, shelf: this.#shelf, vault: this.#vault, carried: this.#carried, clock, client };
    const about = () => this.#about();
    this.#gate = new Gate({ ...on, app: env.app, perches: env.perches, about });
    this.#memory = new Memory(on);
    this.#walk = new Walk({
      ...on,
      list: () => this.#memory.list,
      isRecording: () => this.#handover.isRecording,
      saved: (what) => this.#saved(what),
    });
    this.#handover = new Handover(this.#db, this.#walk);
    this.#goods = new Goods({ ...on, now: () => clock.now() });
    const batches = new Batches(this.#outbox, this.#carried, this.#vault);
    this.#engine = new Engine({
      ...env,
      client,
      pushing: new Pushing({ ...on, batches, app: env.app, about }),
      pulling: new Pulling(on),
      isVisible: () => env.isVisible(),
      token: async () => (this.#stage === "other-tab" ? null : (this.#gate.device?.token ?? null)),
      key: async () => (this.#vault.isOpen ? this.#vault.currentKey() : null),
      waits: async () => this.#waiting.length > 0,
      answered: () => this.#answered(),
      pushed: (reply) => this.#pushed(reply),
      fetched: async (what) => {
        if (!this.#vault.isOpen) return;
        this.#memory.take(what);
        if (what.list && !this.#memory.handsOver) await this.#handover.heard(what.list, what.list.pair.recording);
        await this.#memory.refresh();
        this.#publish();
      },
      revoked: (wipe) => this.#revoked(wipe),
      changed: () => this.#publish(),
    });
  }

  async #standing(): Promise<Stage> {
    if (this.#gate.lost && !this.#gate.device && !this.#sawErased) return "erased";
    if (!this.#gate.device) return this.env.isInstalled() ? "pair" : "install";
    if (!(await this.#gate.hasPin())) return "set-pin";
    return this.#vault.isOpen ? "ready" : "locked";
  }

  #happened(what: "online" | "seen" | "hidden"): void {
    if (this.#closed || this.#stage === "other-tab") return;
    if (what === "hidden") {
      this.#hiddenAt = this.#clock.now();
      void this.#keepClock();
      return;
    }
    if (what === "seen" && this.#hiddenAt !== null && this.#clock.now() - this.#hiddenAt > LOCKED_AFTER) this.lock();
    if (what === "seen") this.#hiddenAt = null;
    this.#publish();
    this.#engine.nudge();
  }

  #lostTurn(): void {
    this.#memory?.forget();
    this.#vault.lock();
    this.#engine?.close();
    this.#go("other-tab");
  }

  #block(): void {
    this.#updateBlocked = true;
    this.#publish();
  }

  // ── What the screens see ─────────────────────────────────────────────────────────────────────────────────────────

  subscribe(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    listener(this.view);
    return () => this.#listeners.delete(listener);
  }

  #go(stage: Stage): void {
    this.#stage = stage;
    this.#publish();
  }

  #publish(): void {
    this.view = this.#clock
      ? viewOf({
          stage: this.#stage,
          clock: this.#clock,
          gate: this.#gate,
          memory: this.#memory,
          engine: this.#engine,
          steady: this.env.steady(),
          waiting: this.#waiting,
          carried: this.#carriedCount,
          storage: this.#storage,
          recording: this.#handover.isRecording,
          shift: this.#shift === this.#evening(),
          pinUntil: this.#pinUntil,
          updateBlocked: this.#updateBlocked,
        })
      : { ...emptyView(), stage: this.#stage, updateBlocked: this.#updateBlocked };
    for (const listener of this.#listeners) listener(this.view);
  }

  #quiet() {
    const round = this.#memory.list?.round;
    return round ? { from: round.quiet_from, to: round.quiet_to } : QUIET;
  }

  #evening(): string {
    return eveningOf(this.#clock.now(), this.#quiet());
  }

  async #recount(): Promise<void> {
    this.#waiting = await this.#outbox.waiting();
    this.#carriedCount = (await this.#carried.all()).length;
    const wrong = await this.#vault.wrong();
    this.#pinUntil = isWaiting(wrong, this.env.wall()) ? wrong.until : null;
  }

  // ── What the server says ─────────────────────────────────────────────────────────────────────────────────────────

  async #about(): Promise<About> {
    const { persisted, freeMb } = this.#storage;
    return { persisted, installed: this.env.isInstalled(), free_mb: freeMb ?? -1, locked: !this.#vault.isOpen };
  }

  #keepClock(): Promise<void> {
    return this.#db.set("clock", this.#clock.check()).catch(() => undefined);
  }

  async #answered(): Promise<void> {
    await this.#recount();
    await this.#gate.sing();
    await this.#keepClock();
    if (this.#vault.isOpen) await this.#memory.refresh();
    this.#publish();
  }

  async #pushed(reply: PushReply): Promise<void> {
    this.#gate.lost = null;
    const list = this.#memory.list;
    const told = reply.device;
    if (list && told?.round === list.round.id && !this.#memory.handsOver) await this.#handover.heard(list, told.recording);
    if (reply.results.some((one) => one.code === "number-clash")) await this.#db.set("renew", true);
    if (this.#vault.isOpen) await this.#gate.renewIfNeeded();
    await this.#outbox.sweep(reply.now, (await this.#vault.current())?.inc ?? null);
  }

  async #revoked(wipe: boolean): Promise<void> {
    if (!wipe || !(await this.#gate.isSafe())) return;
    await this.#gate.reset();
    this.#memory.forget();
    await this.#recount();
    this.#go(await this.#standing());
  }

  async #saved(what: Saved): Promise<void> {
    this.#memory.add(what);
    await this.#recount();
    await this.#gate.sing();
    void this.#keepClock();
    this.#publish();
    this.#engine.nudge();
  }

  // ── Pairing and the PIN ──────────────────────────────────────────────────────────────────────────────────────────

  #mustWrite(): void {
    if (["other-tab", "unsupported", "install"].includes(this.#stage)) throw new Refusal("other-tab");
  }

  async pair(code: string): Promise<void> {
    this.#mustWrite();
    this.#storage = await room(this.env.disk, true);
    await this.#gate.pair(code);
    this.#memory.forget();
    if (this.#vault.isOpen) await this.#memory.load();
    this.#go(await this.#standing());
    if (this.#vault.isOpen) await this.sync();
  }

  async setPin(pin: string): Promise<void> {
    this.#mustWrite();
    await this.#gate.setPin(pin);
    await this.#enter();
  }

  async unlock(pin: string): Promise<void> {
    this.#mustWrite();
    try {
      await this.#vault.unlock(pin, this.env.wall());
    } finally {
      await this.#recount();
      this.#publish();
    }
    await this.#gate.renewIfNeeded();
    await this.#enter();
  }

  async #enter(): Promise<void> {
    await this.#memory.load();
    await this.#recount();
    this.#go(await this.#standing());
    void this.#engine.run();
  }

  lock(): void {
    this.#memory.forget();
    this.#vault.lock();
    if (this.#stage === "ready") this.#go("locked");
  }

  async changePin(old: string, fresh: string): Promise<void> {
    this.#mustWrite();
    await this.#vault.changePin(old, fresh, this.env.wall());
  }

  async forgotPin(): Promise<void> {
    this.#mustWrite();
    await this.#vault.forgetPin();
    this.#memory.forget();
    this.#go("pair");
  }

  acknowledgeErased(): void {
    this.#sawErased = true;
    void this.#standing().then((stage) => this.#go(stage));
  }

  useHere(): void {
    void this.#writer.take(true).then((taken) => (taken ? this.#start() : undefined));
  }

  async reset(): Promise<void> {
    this.#mustWrite();
    await this.#gate.reset();
    this.#memory.forget();
    await this.#recount();
    this.#go(await this.#standing());
  }

  // ── At the door ──────────────────────────────────────────────────────────────────────────────────────────────────

  #ready(): Walk {
    this.#mustWrite();
    if (this.#stage !== "ready") throw new Refusal("locked");
    return this.#walk;
  }

  #list() {
    this.#ready();
    if (!this.#memory.list) throw new Refusal("not-paired");
    return this.#memory.list;
  }

  recordVisit: Phone["recordVisit"] = async (hh, draft) => this.#ready().visit(hh, draft);
  addHousehold: Phone["addHousehold"] = async (draft) => this.#ready().household(draft);
  addPerson: Phone["addPerson"] = async (hh, draft) => this.#ready().person(hh, draft);
  note: Phone["note"] = async (hh, text) => this.#ready().note(hh, text);
  ask: Phone["ask"] = async (text) => this.#ready().ask(text);
  nameCompanion: Phone["nameCompanion"] = async (name) => {
    return this.#ready().write("companion.named", null, { name: name.trim().slice(0, 120) });
  };

  voidVisit: Phone["voidVisit"] = async (id) => {
    const visit = this.view.records.find((one) => one.id === id);
    return this.#ready().write("visit.voided", visit?.hh ?? null, { voids: id });
  };

  async giveHandover(): Promise<string> {
    const code = await this.#handover.give(this.#list());
    this.#publish();
    return code;
  }

  async takeHandover(code: string): Promise<void> {
    await this.#handover.take(this.#list(), code);
    this.#publish();
  }

  // ── Storage, and the ways out ────────────────────────────────────────────────────────────────────────────────────

  async startShift(): Promise<void> {
    this.#ready();
    this.#storage = await room(this.env.disk, true);
    this.#publish();
    if (this.#storage.level === "full") throw new Refusal("storage-full", { freeMb: this.#storage.freeMb ?? 0 });
    if (!(await selfTest(this.#db))) throw new Refusal("self-test");
    this.#shift = this.#evening();
    await this.#db.set("shift", this.#shift);
    this.#publish();
    void this.#engine.run();
  }

  async checkStorage(): Promise<void> {
    this.#storage = await room(this.env.disk, false);
    this.#publish();
  }

  sync(): Promise<void> {
    return this.#engine ? this.#engine.run() : Promise.resolve();
  }

  async basemap(): Promise<unknown | null> {
    const list = this.#list();
    const key = await this.#vault.currentKey();
    const held = list.basemap === null ? null : await this.#shelf.basemap(key.key);
    if (held || list.basemap === null) return held;
    try {
      const map = await this.#client.basemap(this.#gate.device!.token, list.round.id);
      await this.#shelf.putBasemap(key, map);
      return map;
    } catch (fault) {
      throw asRefusal(fault);
    }
  }

  async exportFiles(): ReturnType<Phone["exportFiles"]> {
    this.#mustWrite();
    const files = await this.#goods.files();
    await this.#recount();
    this.#publish();
    return files;
  }

  async importFile(text: string): Promise<number> {
    this.#mustWrite();
    return this.#brought(await this.#goods.take(text));
  }

  async qrFrames(): Promise<string[]> {
    this.#mustWrite();
    return this.#goods.frames();
  }

  async importFrame(text: string): ReturnType<Phone["importFrame"]> {
    this.#mustWrite();
    const joined = await this.#goods.takeFrame(text);
    if (joined.taken !== null) await this.#brought(joined.taken);
    return joined;
  }

  async #brought(records: number): Promise<number> {
    await this.#recount();
    this.#publish();
    this.#engine.nudge();
    return records;
  }

  promise(hour: string, days = 0): string {
    return promiseAt(this.#clock.now(), this.#quiet(), hour, days);
  }

  search: Phone["search"] = (words) => searched(this.view.doors, words);

  close(): void {
    this.#closed = true;
    this.#engine?.close();
    this.#writer.release();
    this.#db.close();
  }
}
