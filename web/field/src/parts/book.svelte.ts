// What the screens read: the phone's newest snapshot, and the time that goes on between two of them.
import { type Phone, Refusal, type RefusalCode, type View } from "../contract.ts";
import { spoken } from "../words/spoken.svelte.ts";

const TICK = 15_000;

class Book {
  #phone: Phone | null = null;
  #stop: () => void = () => undefined;
  #takenAt = 0;
  view = $state.raw<View | null>(null);
  /** Corrected time, ms. */
  now = $state(0);

  open(phone: Phone): void {
    this.#stop();
    this.#phone = phone;
    const stop = phone.subscribe((view) => {
      this.view = view;
      this.#takenAt = performance.now();
      this.now = view.now;
    });
    const clock = setInterval(() => this.tick(), TICK);
    this.#stop = () => {
      stop();
      clearInterval(clock);
    };
  }

  tick(): void {
    if (this.view) this.now = this.view.now + Math.round(performance.now() - this.#takenAt);
  }

  get phone(): Phone {
    if (!this.#phone) throw new Error("the book is not open");
    return this.#phone;
  }

  /** The snapshot; screens are drawn only when there is one. */
  get seen(): View {
    if (!this.view) throw new Error("the book is not open");
    return this.view;
  }
}

export const book = new Book();

/** The words for whatever went wrong. */
export function sorry(fault: unknown): { code: RefusalCode | "unexpected"; text: string } {
  const full = fault instanceof DOMException && fault.name === "QuotaExceededError";
  const code = fault instanceof Refusal ? fault.code : full ? "storage-full" : "unexpected";
  return { code, text: spoken.words.refusals[code] };
}
