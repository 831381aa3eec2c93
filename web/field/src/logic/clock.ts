// A phone's clock lies now and then. It orders nothing and decides nothing: it is written down, with the number of its
// epoch (one more at each jump), and shown corrected by what the server said.

/** Milliseconds; `wall` as Date.now(), `steady` as performance.now(), which no setting moves but sleep may stop. */
export interface Reading {
  wall: number;
  steady: number;
}

/** What is kept of the clock. `offset`: server minus phone. `heard`: the latest server time known, `ls` of events. */
export interface ClockState {
  ck: number;
  offset: number;
  heard: number | null;
  wall: number;
}

export const NEW_CLOCK: ClockState = { ck: 1, offset: 0, heard: null, wall: 0 };

const BACKWARD = 30_000;
// Sleep stops the steady clock, so only more than a night of difference is surely a jump.
const FORWARD_AWAKE = 12 * 3_600_000;
const FORWARD_CLOSED = 30 * 24 * 3_600_000;
// Beyond this two answers of the server cannot be about one clock.
const DISAGREE = 120_000;
const LIE = 300_000;

export class Clock {
  #state: ClockState;
  #last: Reading;

  /** `state`: as stored when the app was last open. */
  constructor(state: ClockState, private readonly read: () => Reading) {
    this.#state = { ...state };
    this.#last = read();
    if (state.wall) this.#jumpedBy(this.#last.wall - state.wall, BACKWARD, FORWARD_CLOSED, 0);
    this.#state.wall = this.#last.wall;
  }

  /** Compares the two clocks; to be called before anything is stamped and now and then besides. */
  check(): ClockState {
    const now = this.read();
    const steps = now.wall - this.#last.wall;
    const drift = steps - (now.steady - this.#last.steady);
    this.#jumpedBy(drift, BACKWARD, FORWARD_AWAKE, drift);
    this.#last = now;
    this.#state.wall = now.wall;
    return { ...this.#state };
  }

  // The corrected time goes on without a break: what the clock jumped is taken off again.
  #jumpedBy(by: number, back: number, forth: number, drift: number): void {
    if (by >= -back && by <= forth) return;
    this.#state.ck += 1;
    this.#state.offset -= drift || by;
  }

  /** An answer of the server: it said `now`; the question left at `sent`. True if the clock had jumped unseen. */
  heard(now: number, sent: Reading): boolean {
    const here = this.read();
    const travelled = Math.max(0, here.steady - sent.steady);
    const offset = Math.round(now + travelled / 2 - here.wall);
    const jumped = this.#state.heard !== null && Math.abs(offset - this.#state.offset) > DISAGREE;
    if (jumped) this.#state.ck += 1;
    this.#state.offset = offset;
    this.#state.heard = Math.max(now, this.#state.heard ?? now);
    return jumped;
  }

  reading(): Reading {
    return this.read();
  }

  /** Corrected time, ms. */
  now(): number {
    return this.read().wall + this.#state.offset;
  }

  /** The corrected time of something stamped on this phone: bounds only, if the clock jumped since. */
  corrected(t: number, ck: number, ls: number | null): number {
    const lowest = ls ?? Number.NEGATIVE_INFINITY;
    return Math.max(lowest, Math.min(t + this.#state.offset, ck === this.#state.ck ? Infinity : this.now()));
  }

  get state(): ClockState {
    return { ...this.#state };
  }

  get offsetMin(): number {
    return Math.round(this.#state.offset / 60_000) || 0;
  }

  get lies(): boolean {
    return Math.abs(this.#state.offset) > LIE;
  }
}
