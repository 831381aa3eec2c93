// The app's own files: kept by the service worker, renewed when the walker says so and no visit is being typed.
const REST_AFTER = 4_000;
const REST_AGAIN = 20_000;

class Updates {
  /** A newer version lies ready. */
  ready = $state(false);
  /** A visit or a new household is half typed: a reload now would lose it. */
  typing = $state(false);
  #waiting: ServiceWorker | null = null;

  async keep(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    const worked = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (worked || this.#waiting) location.reload();
    });
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data === "have-all") showTypeface();
      if (event.data === "not-all") this.fetchTheRest(REST_AGAIN);
    });
    const registration = await navigator.serviceWorker.register("sw.js");
    this.#look(registration);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => this.#look(registration));
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => undefined);
    });
  }

  #look(registration: ServiceWorkerRegistration): void {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    this.#waiting = registration.waiting;
    this.ready = true;
  }

  /** What is not needed at once is fetched when the urgent things are through, and again until all of it came. */
  fetchTheRest(after = REST_AFTER): void {
    if (!("serviceWorker" in navigator)) return;
    setTimeout(() => {
      void navigator.serviceWorker.ready.then((registration) => registration.active?.postMessage("fetch-the-rest"));
    }, after);
  }

  use(): void {
    if (!this.typing) this.#waiting?.postMessage("use-now");
  }
}

/** The typeface comes from the worker's store, never over a thin line while somebody waits. */
export function showTypeface(): void {
  if (document.querySelector('link[href="fonts.css"]')) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "fonts.css";
  document.head.append(link);
}

export const updates = new Updates();
