// How this app gets onto the home screen: the browser's own offer if it makes one, else in words.
interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

class Installing {
  offer = $state.raw<InstallOffer | null>(null);
  done = $state(false);

  /** The offer comes once, early: it is kept for the button. */
  watch(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.offer = event as InstallOffer;
    });
    addEventListener("appinstalled", () => (this.done = true));
  }

  async take(): Promise<void> {
    await this.offer?.prompt();
    this.offer = null;
  }
}

export const installing = new Installing();

export const onApple = (agent: string): boolean => /iPhone|iPad|iPod/.test(agent);
