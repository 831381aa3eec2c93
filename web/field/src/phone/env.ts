// Everything of the world the phone touches, in one place, so that tests can bring a world of their own.
import { browserPerches, type Perch } from "../store/canary.ts";
import { type Stretch, stretch } from "../store/keys.ts";
import type { Disk } from "../store/room.ts";
import type { Net } from "../sync/client.ts";

export interface Env extends Net {
  /** Version of the app, told to the office. */
  app: string;
  /** Name of the database. */
  database: string;
  wall(): number;
  steady(): number;
  /** In [0, 1). */
  luck(): number;
  locks: LockManager | null;
  disk: Disk;
  perches: Perch[];
  stretch: Stretch;
  isSupported(): boolean;
  isInstalled(): boolean;
  isVisible(): boolean;
  /** Calls when a network is found, and when the app comes to sight or leaves it. */
  listen(work: (what: "online" | "seen" | "hidden") => void): void;
}

export function browserEnv(app: string): Env {
  return {
    app,
    database: "bacung",
    origin: "",
    fetch: (input, init) => fetch(input, init),
    wall: () => Date.now(),
    steady: () => performance.now(),
    luck: () => Math.random(),
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    locks: navigator.locks ?? null,
    disk: navigator.storage ?? {},
    perches: browserPerches(),
    stretch,
    isSupported: () =>
      isSecureContext && "indexedDB" in globalThis && "subtle" in crypto && "CompressionStream" in globalThis,
    isInstalled,
    isVisible: () => document.visibilityState === "visible",
    listen: (work) => {
      addEventListener("online", () => work("online"));
      document.addEventListener("visibilitychange", () => work(document.hidden ? "hidden" : "seen"));
    },
  };
}

/** On the home screen, or on a desk where somebody tries it out and said so. */
function isInstalled(): boolean {
  const standalone = matchMedia("(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)");
  if (standalone.matches || (navigator as { standalone?: boolean }).standalone) return true;
  try {
    return localStorage.getItem("bacung_try") === "yes";
  } catch {
    return false;
  }
}
