// Something that takes a moment and may be refused: while it runs its button waits, and a refusal is told in words.
import { sorry } from "./book.svelte.ts";

export class Attempt {
  running = $state(false);
  refused = $state.raw<{ code: string; text: string } | null>(null);

  /** True if it went through. A second press while it runs does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.refused = null;
    try {
      await work();
      return true;
    } catch (fault) {
      this.refused = sorry(fault);
      return false;
    } finally {
      this.running = false;
    }
  }
}
