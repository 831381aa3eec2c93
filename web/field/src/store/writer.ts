// One window writes. The others say so, and one of them may take over when its walker wants it.

const NAME = "bacung-writer";

export class Writer {
  #letGo: (() => void) | null = null;

  /** `locks`: null in a browser without Web Locks, where this window is taken to be the only one. */
  constructor(
    private readonly locks: LockManager | null,
    private readonly lost: () => void,
  ) {}

  /** True if this window may write now. */
  take(steal = false): Promise<boolean> {
    if (!this.locks) return Promise.resolve(true);
    return this.#request(steal ? { steal: true } : { ifAvailable: true });
  }

  /** Resolves when the other window has gone. */
  async wait(): Promise<void> {
    if (this.locks) await this.#request({});
  }

  #request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const held = this.locks!.request(NAME, options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise<void>((done) => (this.#letGo = done));
      });
      // A lock that is taken from us ends with an error.
      held.then(undefined, () => {
        resolve(false);
        if (this.#letGo) this.lost();
        this.#letGo = null;
      });
    });
  }

  release(): void {
    this.#letGo?.();
    this.#letGo = null;
  }
}
