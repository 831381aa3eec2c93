// The parts of the phone, fitted together, and the snapshot they make.
import type { Stage, View } from "../contract.ts";
import { Clock, type ClockState, NEW_CLOCK } from "../logic/clock.ts";
import { eveningOf, type Quiet } from "../logic/hours.ts";
import { CarriedBox } from "../store/carried.ts";
import { Database, type Waiting } from "../store/database.ts";
import { Outbox, type Saved } from "../store/outbox.ts";
import { room } from "../store/room.ts";
import { Shelf } from "../store/shelf.ts";
import { isWaiting, Vault } from "../store/vault.ts";
import { Batches } from "../sync/batches.ts";
import { Client } from "../sync/client.ts";
import { Engine } from "../sync/engine.ts";
import { type Fetched, Pulling } from "../sync/pulling.ts";
import { Pushing } from "../sync/pushing.ts";
import type { About, PushReply } from "../wire.ts";
import type { Env } from "./env.ts";
import { Gate } from "./gate.ts";
import type { Goods } from "./goods.ts";
import { Handover } from "./handover.ts";
import { Memory } from "./memory.ts";
import { emptyView, viewOf } from "./view.ts";
import { Walk } from "./walk.ts";

// Before a list says otherwise.
const QUIET: Quiet = { from: "21:30", to: "07:00" };

export class Hull {
  view: View = emptyView();
  stage: Stage = "pair";
  shift = "";
  sawErased = false;
  updateBlocked = false;
  storage: View["storage"] = emptyView().storage;
  readonly listeners = new Set<(view: View) => void>();
  readonly db: Database;
  readonly outbox: Outbox;
  readonly shelf: Shelf;
  readonly carried: CarriedBox;
  readonly vault: Vault;
  clock!: Clock;
  client!: Client;
  gate!: Gate;
  memory!: Memory;
  walk!: Walk;
  handover!: Handover;
  engine!: Engine;
  #waiting: Waiting[] = [];
  #carriedCount = 0;
  #pinUntil: number | null = null;
  #goods: Promise<Goods> | null = null;

  constructor(readonly env: Env) {
    this.db = new Database(env.database, { outdated: () => this.#block(), blocked: () => this.#block() });
    this.outbox = new Outbox(this.db);
    this.shelf = new Shelf(this.db);
    this.carried = new CarriedBox(this.db);
    this.vault = new Vault(this.db, env.stretch, env.steady);
  }

  /** Reads what the database knows of this phone. */
  async load(): Promise<void> {
    this.#build((await this.db.get<ClockState>("clock")) ?? NEW_CLOCK);
    await this.gate.load();
    await this.handover.load();
    this.shift = (await this.db.get<string>("shift")) ?? "";
    await this.look(false);
    await this.recount();
  }

  #build(state: ClockState): void {
    const { env, db, outbox, shelf, carried, vault } = this;
    const clock = (this.clock = new Clock(state, () => ({ wall: env.wall(), steady: env.steady() })));
    const client = (this.client = new Client(env, clock));
    const on = { db, outbox, shelf, carried, vault, clock, client };
    const about = () => this.#about();
    const memory = (this.memory = new Memory(on));
    const isRecording = () => this.handover.isRecording;
    this.gate = new Gate({ ...on, app: env.app, perches: env.perches, about });
    this.walk = new Walk({ ...on, list: () => memory.list, isRecording, saved: (what) => this.#saved(what) });
    this.handover = new Handover(db, this.walk);
    const batches = new Batches(outbox, carried, vault);
    const pushing = new Pushing({ ...on, batches, app: env.app, about });
    this.engine = this.#engine(client, pushing, new Pulling({ ...on, age: () => memory.age, merged: (list) => memory.merged(list) }));
  }

  #engine(client: Client, pushing: Pushing, pulling: Pulling): Engine {
    const { env } = this;
    return new Engine({
      client,
      pushing,
      pulling,
      steady: () => env.steady(),
      luck: () => env.luck(),
      later: (work, ms) => env.later(work, ms),
      isVisible: () => env.isVisible(),
      token: async () => this.gate.device?.token ?? null,
      key: async () => (this.stage === "ready" && this.vault.isOpen ? this.vault.currentKey() : null),
      waits: async () => this.#waiting.length > 0,
      answered: () => this.#answered(),
      pushed: (reply) => this.#pushed(reply),
      fetched: (what) => this.#fetched(what),
      revoked: (wipe) => this.#revoked(wipe),
      changed: () => this.publish(),
    });
  }

  /** Files and QR codes: rarely needed, so they come when they are. */
  goods(): Promise<Goods> {
    const { db, outbox, carried, clock } = this;
    this.#goods ??= import("./goods.ts").then(({ Goods }) => new Goods({ db, outbox, carried, now: () => clock.now() }));
    return this.#goods;
  }

  // ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────

  async standing(): Promise<Stage> {
    if (this.gate.lost && !this.gate.device && !this.sawErased) return "erased";
    if (!this.gate.device || this.gate.forgotten) return this.env.isInstalled() ? "pair" : "install";
    if (!(await this.gate.hasPin())) return "set-pin";
    return this.vault.isOpen ? "ready" : "locked";
  }

  go(stage: Stage): void {
    this.stage = stage;
    this.publish();
  }

  publish(): void {
    const { stage, updateBlocked } = this;
    this.view = this.engine
      ? viewOf({
          ...this,
          steady: this.env.steady(),
          waiting: this.#waiting,
          carried: this.#carriedCount,
          recording: this.handover.isRecording,
          shift: this.shift === this.evening(),
          pinUntil: this.#pinUntil,
        })
      : { ...emptyView(), stage, updateBlocked };
    for (const listener of this.listeners) listener(this.view);
  }

  quiet(): Quiet {
    const round = this.memory.list?.round;
    return round ? { from: round.quiet_from, to: round.quiet_to } : QUIET;
  }

  /** The day this evening belongs to. */
  evening(): string {
    return eveningOf(this.clock.now(), this.quiet());
  }

  #block(): void {
    this.updateBlocked = true;
    this.publish();
  }

  /** How much room there is; `ask`: for persistence, too. */
  async look(ask: boolean): Promise<void> {
    this.storage = await room(this.env.disk, ask);
  }

  async recount(): Promise<void> {
    this.#waiting = await this.outbox.waiting();
    this.#carriedCount = (await this.carried.all()).length;
    const wrong = await this.vault.wrong();
    this.#pinUntil = isWaiting(wrong, this.env.wall()) ? wrong.until : null;
  }

  /** Counts again, sets the canary and shows it all. */
  async settle(stage?: Stage): Promise<void> {
    await this.recount();
    await this.gate.sing();
    this.go(stage ?? this.stage);
  }

  // ── What becomes of records ──────────────────────────────────────────────────────────────────────────────────────

  async #about(): Promise<About> {
    const { persisted, freeMb } = this.storage;
    const known = freeMb === null ? {} : { free_mb: freeMb };
    return { persisted, installed: this.env.isInstalled(), locked: !this.vault.isOpen, ...known };
  }

  /** The clock is only a help: that it could not be kept is no reason to fail. */
  keepClock(): Promise<void> {
    return this.db.set("clock", this.clock.check()).catch(() => undefined);
  }

  async #saved(what: Saved): Promise<void> {
    this.memory.add(what);
    await this.settle();
    void this.keepClock();
    this.engine.nudge();
  }

  async #answered(): Promise<void> {
    await this.keepClock();
    if (this.vault.isOpen) await this.memory.refresh();
    await this.settle();
  }

  async #pushed(reply: PushReply): Promise<void> {
    this.gate.lost = null;
    const { list } = this.memory;
    const told = reply.device;
    if (list && told?.round === list.round.id && !this.memory.handsOver) await this.handover.heard(list, told.recording);
    if (reply.results.some((one) => one.code === "number-clash")) await this.db.set("renew", true);
    if (this.vault.isOpen) await this.gate.renewIfNeeded();
    await this.outbox.sweep(reply.now, (await this.vault.current())?.inc ?? null);
  }

  async #fetched(what: Fetched): Promise<void> {
    if (!this.vault.isOpen) return;
    this.memory.take(what);
    if (what.list && !this.memory.handsOver) await this.handover.heard(what.list, what.list.pair.recording);
    await this.memory.refresh();
    this.publish();
  }

  /** The office took the phone back. What it was lent goes, once nothing would be lost. */
  async #revoked(wipe: boolean): Promise<void> {
    if (wipe && (await this.gate.isSafe())) await this.reset();
  }

  async reset(): Promise<void> {
    await this.gate.reset();
    this.memory.forget();
    await this.settle(await this.standing());
  }
}
