// A world for tests: a clock that is set by hand, a network that fails on purpose, tabs, disks, and phones in it.
import "fake-indexeddb/auto";
import { utf8 } from "../../logic/bytes.ts";
import { openPhone } from "../../phone.ts";
import type { Env } from "../../phone/env.ts";
import type { Phone, View } from "../../contract.ts";
import type { Perch } from "../../store/canary.ts";
import type { Bundle, BundleDoor } from "../../wire.ts";
import { Office } from "./office.ts";

export const PIN = "135790";
export const EVENING = Date.parse("2023-06-02T18:00:00+07:00");
const DOORS = 30;

/** What becomes of one request: it arrives, gets lost, its answer gets lost, it arrives twice, or late. */
export type Fate = "ok" | "lost" | "answer-lost" | "twice" | "late";

export function door(hh: number, more: Partial<BundleDoor> = {}): BundleDoor {
  return {
    hh, pos: hh, at: null, promised: false, hamlet: 1, address: `Số ${hh}`, head: `Nguyễn Văn ${hh}`, lat: null,
    lon: null, knocks: 0, last: null, not_before: null, why: [],
    people: [
      { p: hh * 10, name: "Trần Thị Bình", born: "1954", sex: "female", rel: "", step: "activate", reason: "", tail: "567" },
      { p: hh * 10 + 1, name: "Trần Văn An", born: "1980", sex: "male", rel: "con", step: "collect", reason: "", tail: "" },
    ],
    ...more,
  };
}

export function list(doors: BundleDoor[] = Array.from({ length: DOORS }, (_, i) => door(i + 1))): Bundle {
  return {
    v: 1, now: EVENING, epoch: 1, seq: 0, device: "", demo: false,
    round: {
      id: 7, on: "2023-06-02", commune: "Bình An", hamlets: [{ id: 1, name: "Thôn Đông" }], station_phone: "113",
      quiet_from: "21:30", quiet_to: "07:00", over: false, drive: "Đợt 1",
    },
    pair: {
      number: 1, walkers: ["Lan", "Hùng"], me: "Lan", companion: "", has_kit: false, officer: false,
      begins: "18:00", ends: "21:30", mode: "walk", recording: true, key: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      handovers: 0,
    },
    cap: 3, slots: [], doors, asked: [], basemap: null,
  };
}

export class World {
  /** True time, ms. */
  time = EVENING;
  fate: () => Fate = () => "ok";
  office: Office;
  #late: (() => Promise<unknown>)[] = [];
  #names = 0;

  constructor(bundle = list()) {
    this.office = new Office(() => this.time, bundle);
  }

  fetch = async (url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = String(url).replace("/sync/v1/", "");
    const fate = this.fate();
    this.time += 50;
    if (fate === "lost") throw new TypeError("lost");
    if (fate === "late") {
      this.#late.push(() => this.office.answer(path, init));
      throw new TypeError("no answer in time");
    }
    const reply = await this.office.answer(path, init);
    if (fate === "answer-lost") throw new TypeError("lost on the way back");
    return fate === "twice" ? this.office.answer(path, init) : reply;
  };

  /** Requests that were thought lost arrive now, the last one first. */
  async arrive(): Promise<void> {
    for (const one of this.#late.splice(0).reverse()) await one();
  }

  handset(): Handset {
    return new Handset(this, `phone-${(this.#names += 1)}-${crypto.randomUUID()}`);
  }

  /** A phone that is paired, has its PIN and its list. */
  async paired(): Promise<Handset> {
    const handset = this.handset();
    await handset.start();
    await handset.phone.pair(this.office.code());
    await handset.phone.setPin(PIN);
    await handset.phone.sync();
    return handset;
  }
}

/** One piece of hardware: what survives when the app is killed. */
export class Handset {
  skew = 0;
  quotaMb = 500;
  installed = true;
  visible = true;
  locks = fakeLocks();
  perches: (Perch & { text: string | null })[] = [perch(), perch()];
  phone!: Phone & { close(): void };
  #happens: (what: "online" | "seen" | "hidden") => void = () => undefined;

  constructor(
    readonly world: World,
    readonly database: string,
  ) {}

  get view(): View {
    return this.phone.view;
  }

  env(): Env {
    const { world } = this;
    return {
      app: "test", database: this.database, origin: "", fetch: world.fetch,
      wall: () => world.time + this.skew,
      steady: () => world.time - EVENING,
      luck: () => 0.5,
      later: () => () => undefined,
      locks: this.locks,
      disk: {
        persist: async () => true, persisted: async () => true,
        estimate: async () => ({ quota: this.quotaMb * 1024 * 1024, usage: 0 }),
      },
      perches: this.perches,
      stretch: async (pin, { salt }) =>
        new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(`${pin}${salt.join()}`))),
      isSupported: () => true,
      isInstalled: () => this.installed,
      isVisible: () => this.visible,
      listen: (work) => (this.#happens = work),
    };
  }

  happens(what: "online" | "seen" | "hidden"): void {
    this.#happens(what);
  }

  async start(): Promise<void> {
    this.phone = await openPhone("test", this.env());
  }

  /** The app is killed and opened again. */
  async restart(pin: string | null = PIN): Promise<void> {
    this.phone.close();
    this.locks = fakeLocks();
    await this.start();
    if (pin) await this.phone.unlock(pin);
  }

  /** The browser throws the database away. */
  async erase(): Promise<void> {
    this.phone.close();
    this.locks = fakeLocks();
    await new Promise((done) => (indexedDB.deleteDatabase(this.database).onsuccess = done));
  }
}

const perch = (): Perch & { text: string | null } => ({
  text: null,
  get() {
    return this.text;
  },
  set(text: string) {
    this.text = text;
  },
});

/** Web Locks of one browser, as far as they are used. */
function fakeLocks(): LockManager {
  let held: { reject: (fault: Error) => void } | null = null;
  const queue: (() => void)[] = [];
  const request = async (_: string, options: LockOptions, work: (lock: Lock | null) => unknown): Promise<unknown> => {
    if (held && options.ifAvailable) return work(null);
    if (held && options.steal) held.reject(new DOMException("stolen", "AbortError"));
    else if (held) await new Promise<void>((go) => queue.push(go));
    return new Promise((resolve, reject) => {
      const mine = { reject };
      held = mine;
      void Promise.resolve(work({ name: "", mode: "exclusive" })).then((end) => {
        resolve(end);
        if (held !== mine) return;
        held = null;
        queue.shift()?.();
      });
    });
  };
  return { request, query: async () => ({}) } as unknown as LockManager;
}
