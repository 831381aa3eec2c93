// Doors, people and a phone for tests of the screens. The phone keeps nothing: it writes down what it was told.
import type { BundleDoor, DoorView, PersonView, Phone, RecordView, View, VisitDraft } from "../contract.ts";

export const NOON = Date.parse("2023-06-02T12:00:00+07:00");
export const EVENING = Date.parse("2023-06-02T18:40:00+07:00");

export const person = (more: Partial<PersonView> = {}): PersonView => ({
  p: 1, name: "Trần Văn Bảy", born: "1954", sex: "male", rel: "Chủ hộ", step: "activate", reason: "", tail: "567",
  outcome: null, settled: false, slot: null, homeVisit: false, escort: false, never: false, found: false, ...more,
});

export const door = (more: Partial<DoorView> = {}): DoorView => ({
  hh: 11, pos: 1, at: "18:30", promise: null, address: "Số 1", head: "Trần Văn Bảy", hamlet: "Thôn Thanh Lương",
  lat: 18.4, lon: 105.9, knocks: 0, last: null, notBefore: null, why: [], group: "left", may: "first-knock",
  status: "none", people: [person()], mark: null, found: false, ...more,
});

const bundle: View["bundle"] = {
  v: 1, now: EVENING, epoch: 1, seq: 0, device: "d", demo: false, cap: 3,
  round: {
    id: 5, on: "2023-06-02", commune: "Phù Lưu", hamlets: [{ id: 1, name: "Thôn Thanh Lương" }], station_phone: "0239",
    quiet_from: "21:30", quiet_to: "07:00", over: false, drive: "Ba cùng",
  },
  pair: {
    number: 1, walkers: ["Em", "An"], me: "Em", companion: "Bà Tư", has_kit: true, officer: true, begins: "17:30",
    ends: "21:30", mode: "foot", recording: true, key: "", handovers: 0,
  },
  slots: ["2023-06-05T08:00+07:00", "2023-06-05T14:00+07:00"],
  doors: [] as BundleDoor[], asked: [], basemap: null,
};

export const view = (more: Partial<View> = {}): View => ({
  stage: "ready", now: EVENING, me: "Em", office: "Công an xã", bundle, doors: [door()], next: 11,
  counts: { done: 0, left: 1, toReturn: 0 }, evening: { recorded: 0, onServer: 0, counted: 0, activated: 0 },
  records: [], asked: [],
  sync: {
    phase: "idle", problem: null, unsent: 0, oldestUnsent: null, heardAt: EVENING, nextTryAt: null, offerExport: false,
    carried: 0,
  },
  storage: { persisted: true, freeMb: 900, level: "ok" }, clock: { offsetMin: 0, lies: false }, role: "recording",
  companion: "Bà Tư",
  quiet: { from: "21:30", to: "07:00", endsAt: Date.parse("2023-06-02T21:30:00+07:00"), over: false },
  shift: true, erased: null, pinWaitUntil: null, updateBlocked: false, ...more,
});

export const record = (more: Partial<RecordView> = {}): RecordView => ({
  id: "v1", kind: "visit.recorded", hh: 11, at: EVENING, mark: "phone", code: null, voided: false, outcome: "nobody",
  people: [], text: "", ...more,
});

/** A phone that shows `shown` and remembers the visits it was told; `refuse` makes the next one fail. */
export class TrialPhone {
  visits: VisitDraft[] = [];
  voided: string[] = [];
  refuse: Error | null = null;
  #listeners: ((view: View) => void)[] = [];

  constructor(public view: View) {}

  show(view: View): void {
    this.view = view;
    for (const listener of this.#listeners) listener(view);
  }

  subscribe(listener: (view: View) => void): () => void {
    this.#listeners.push(listener);
    listener(this.view);
    return () => undefined;
  }

  async recordVisit(_: unknown, draft: VisitDraft): Promise<string> {
    if (this.refuse) throw this.refuse;
    this.visits.push(draft);
    return `v${this.visits.length}`;
  }

  async voidVisit(id: string): Promise<string> {
    this.voided.push(id);
    return `void-${id}`;
  }

  promise(hour: string, days = 0): string {
    return `2023-06-0${2 + days}T${hour}:00+07:00`;
  }

  search(): [] {
    return [];
  }

  /** As the screens know it; what a test never asks for is not there. */
  get phone(): Phone {
    return this as unknown as Phone;
  }
}
