// When to talk to the server, and what its refusals mean. One talk at a time; after a failure a pause with full jitter;
// every minute while the app is seen, and at once when it is opened, comes back to sight or finds a network.
import type { SyncPhase, SyncProblem } from "../contract.ts";
import { pause } from "../logic/backoff.ts";
import type { Fetched, Pulling } from "./pulling.ts";
import type { Pushing } from "./pushing.ts";
import { type Client, Failure } from "./client.ts";
import type { Key } from "../store/shelf.ts";
import type { PushReply } from "../wire.ts";

const EVERY = 60_000;
// After so long without a word the clock may have been set: it is asked first, so that records are dated rightly.
const LONG_UNHEARD = 600_000;

export interface Surroundings {
  client: Client;
  pushing: Pushing;
  pulling: Pulling;
  steady(): number;
  luck(): number;
  later(work: () => void, ms: number): () => void;
  isVisible(): boolean;
  token(): Promise<string | null>;
  /** Null while the phone is locked: then nothing is fetched. */
  key(): Promise<Key | null>;
  waits(): Promise<boolean>;
  /** Answers came; the marks of records have changed. */
  answered(): Promise<void>;
  pushed(reply: PushReply): Promise<void>;
  fetched(what: Fetched): Promise<void>;
  /** The office took this phone back; `wipe`: what it was lent is to go. */
  revoked(wipe: boolean): Promise<void>;
  changed(): void;
}

export class Engine {
  phase: SyncPhase = "idle";
  problem: SyncProblem | null = null;
  /** Steady time of the next try by itself, ms; null if none is planned. */
  nextAt: number | null = null;
  #failures = 0;
  #running: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  #again = false;
  #closed = false;

  constructor(private readonly on: Surroundings) {}

  /** Talks to the server now. Whoever calls meanwhile waits for the same talk, and for one more after it. */
  async run(): Promise<void> {
    if (this.#closed) return;
    if (this.#running) await this.#running;
    this.#running ??= this.#talk().finally(() => {
      this.#running = null;
      const again = this.#again && this.nextAt === null;
      this.#again = false;
      if (again) void this.run();
      else this.#plan();
      this.on.changed();
    });
    await this.#running;
  }

  /** Something was written, the app came to sight or found a network: at once, unless the server asked for quiet. */
  nudge(): void {
    if (this.#running) this.#again = true;
    else if (this.problem === "busy" && this.nextAt !== null && this.on.steady() < this.nextAt) this.#plan();
    else void this.run();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  async #talk(): Promise<void> {
    this.#cancel();
    const token = await this.on.token();
    if (!token) return this.#set("idle", null);
    try {
      await this.#exchange(token);
      this.#failures = 0;
      this.nextAt = null;
      if (this.phase !== "stopped") this.#set("idle", this.problem === "not-taken" ? this.problem : null);
    } catch (fault) {
      await this.#failed(fault);
    }
  }

  async #exchange(token: string): Promise<void> {
    this.#set("sending", this.problem);
    if ((await this.on.waits()) && this.on.steady() - this.#heardAt > LONG_UNHEARD) await this.on.client.hello();
    const pushed = await this.on.pushing.all(token, this.on.answered);
    if (!pushed) return;
    this.#heardAt = this.on.steady();
    this.problem = pushed.skipped ? "not-taken" : null;
    await this.on.pushed(pushed.reply);
    const key = await this.on.key();
    if (!key) return;
    this.#set("receiving", this.problem);
    await this.on.fetched(await this.on.pulling.all(token, key, pushed.reply));
  }

  async #failed(fault: unknown): Promise<void> {
    this.#failures += 1;
    const failure = fault instanceof Failure ? fault : new Failure(-1);
    this.nextAt = this.on.steady() + pause(this.#failures, this.on.luck(), failure.wait);
    if (failure.status === 0) return this.#set("offline", null);
    if (failure.status === 401) return this.#set("stopped", "pair-again");
    if (failure.status === 403) {
      this.#set("stopped", "revoked");
      return this.on.revoked(failure.trouble?.wipe === true);
    }
    if (failure.status === 426) return this.#set("stopped", "upgrade");
    if ([429, 503].includes(failure.status)) return this.#set("waiting", "busy");
    this.#set("waiting", "server");
  }

  #set(phase: SyncPhase, problem: SyncProblem | null): void {
    this.phase = phase;
    this.problem = problem;
    this.on.changed();
  }

  /** Unseen, the app sleeps; a nudge wakes it. */
  #plan(): void {
    this.#cancel();
    if (this.#closed || !this.on.isVisible()) return;
    const wait = this.nextAt === null ? EVERY : Math.max(0, this.nextAt - this.on.steady());
    this.#cancel = this.on.later(() => void this.run(), wait);
  }
}
