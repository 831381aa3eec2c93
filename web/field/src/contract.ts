// What the screens stand on: one snapshot of everything shown, and the things a walker can do. The screens never
// touch storage, keys or the network. Every action either does what it says, or throws a `Refusal` with a code.
import type { Bundle, BundlePerson, DoorOutcome, FoundPerson, Hh, Outcome, PersonId, Told } from "./wire.ts";

export type {
  Bundle, BundleDoor, BundlePerson, DoorOutcome, FoundHousehold, FoundPerson, Hh, Outcome, PersonId, Step, Told, Visit,
} from "./wire.ts";

/**
 * Where the phone stands. unsupported: this browser cannot keep anything safely. install: must be put on the home
 * screen first. other-tab: another window of the app writes. erased: the browser deleted the data (see `erased`).
 * pair, set-pin, locked: as they say. ready: tonight's doors are shown, if `bundle` has come.
 */
export type Stage = "unsupported" | "install" | "other-tab" | "erased" | "pair" | "set-pin" | "locked" | "ready";

/** The three marks of a record: on this phone, sent, counted. */
export type Mark = "phone" | "sent" | "counted";

/** What is known of somebody behind a door: the list, then all visits. */
export interface PersonView extends BundlePerson {
  /** As last told at the door by anybody; null if nothing was told since the list was made. */
  outcome: Outcome | null;
  settled: boolean;
  slot: string | null;
  homeVisit: boolean;
  escort: boolean;
  never: boolean;
  /** Found by this phone, not on the list yet. */
  found: boolean;
}

/** left: not knocked at tonight. return: to go back to tonight. done: nothing more tonight. */
export type DoorGroup = "left" | "return" | "done";
/** Why (not) to knock now, as the server's planner says it. */
export type May = "never" | "cap-reached" | "promised-later" | "too-early" | "promised" | "first-knock" | "again";

export interface DoorView {
  hh: Hh;
  pos: number | null;
  /** The planned or promised hour tonight ("18:40"), or null. */
  at: string | null;
  /** A promise that is still open, ISO +07:00; it may be of another day. */
  promise: string | null;
  address: string;
  head: string;
  hamlet: string;
  lat: number | null;
  lon: number | null;
  knocks: number;
  last: { at: number; outcome: DoorOutcome } | null;
  notBefore: string | null;
  why: string[];
  group: DoorGroup;
  may: May;
  /** Strongest over all people: done > partial > refused > absent > none. */
  status: "none" | "absent" | "refused" | "partial" | "done";
  people: PersonView[];
  /** The weakest mark of this phone's records of tonight at this door; null without one. */
  mark: Mark | null;
  found: boolean;
}

/** One thing this phone wrote down, newest first in `View.records`. */
export interface RecordView {
  id: string;
  kind: string;
  hh: Hh | null;
  /** Corrected time, ms. */
  at: number;
  mark: Mark;
  /** Why the office has to look at it (quarantine), or null: it is safe on the server all the same. */
  code: string | null;
  voided: boolean;
  outcome: DoorOutcome | null;
  people: Told[];
  text: string;
}

/** idle: all sent. offline: nothing answers, tried again by itself. stopped: needs the walker (see `problem`). */
export type SyncPhase = "idle" | "sending" | "receiving" | "waiting" | "offline" | "stopped";
export type SyncProblem = "pair-again" | "revoked" | "upgrade" | "busy" | "server" | "not-taken";
export interface SyncView {
  phase: SyncPhase;
  problem: SyncProblem | null;
  unsent: number;
  /** Corrected ms of the oldest record not yet sent. */
  oldestUnsent: number | null;
  /** When the server last answered, corrected ms. */
  heardAt: number | null;
  nextTryAt: number | null;
  /** Older than 24 h or more than 50: an export should be offered. */
  offerExport: boolean;
  /** Records brought from other phones that wait to be sent on. */
  carried: number;
}

export interface View {
  stage: Stage;
  /** Corrected time of this snapshot, ms. */
  now: number;
  /** The walker's name and the organisation's, once paired. */
  me: string;
  office: string;
  bundle: Bundle | null;
  /** Tonight's order, then found doors, then the reserve. */
  doors: DoorView[];
  /** Where to go next; null when all is done or quiet hours have begun. */
  next: Hh | null;
  counts: { done: number; left: number; toReturn: number };
  /** Tonight's visits not withdrawn: written on this phone, on the server, counted; accounts activated. */
  evening: { recorded: number; onServer: number; counted: number; activated: number };
  records: RecordView[];
  asked: { id: string; text: string; answer: string | null; mark: Mark }[];
  sync: SyncView;
  /** ok; low: under 50 MB, warn; full: under 10 MB, no shift. freeMb null if the browser does not say. */
  storage: { persisted: boolean; freeMb: number | null; level: "ok" | "low" | "full" };
  clock: { offsetMin: number; lies: boolean };
  /** recording: this phone writes for the pair; backup: it waits for the hand-over code. */
  role: "recording" | "backup";
  companion: string;
  quiet: { from: string; to: string; endsAt: number | null; over: boolean };
  shift: boolean;
  /** Records lost with the erased data, as far as the phone still knows. */
  erased: { unsent: number } | null;
  /** After wrong PINs: no try before this wall time (Date.now()), ms. */
  pinWaitUntil: number | null;
  /** A newer window waits for this one to close (database of a newer app). */
  updateBlocked: boolean;
}

export interface VisitDraft {
  outcome: DoorOutcome;
  people: Told[];
  /** ISO +07:00, made with `promise()`. */
  backAt?: string;
  never?: boolean;
  note?: string;
  /** The visit that this one corrects. */
  replaces?: string;
}
export type PersonDraft = Omit<FoundPerson, "found">;
export interface HouseholdDraft {
  hamlet: number | null;
  address: string;
  head: string;
  note?: string;
  people: PersonDraft[];
}

/**
 * not-saved: the browser did not keep it, write it on paper or try again. storage-full: less than 10 MB. no-server: no
 * answer. code-unknown: pairing code or hand-over code wrong. backup: the other phone records. pin-wrong, pin-short,
 * pin-wait. unsent: there are records neither sent nor exported. file-damaged, file-foreign: an import that is
 * none. promise-quiet, promise-past: an hour at which nobody may knock, or that is over. nothing: nothing to export.
 * server: the server refused, facts.code says how. other-tab, locked, not-paired: not in this stage.
 * collect-needs-kit, reason-missing, nobody-spoke: a visit that cannot be true. self-test: storage does not work.
 */
export type RefusalCode =
  | "not-saved" | "storage-full" | "no-server" | "code-unknown" | "backup" | "pin-wrong" | "pin-short" | "pin-wait"
  | "unsent" | "file-damaged" | "file-foreign" | "promise-quiet" | "promise-past" | "nothing" | "server" | "other-tab"
  | "locked" | "not-paired" | "collect-needs-kit" | "reason-missing" | "nobody-spoke" | "self-test";

export class Refusal extends Error {
  constructor(readonly code: RefusalCode, readonly facts: Record<string, string | number> = {}) {
    super(code);
  }
}

export interface Phone {
  readonly view: View;
  /** Called with each new snapshot, and at once with the present one; returns how to stop. */
  subscribe(listener: (view: View) => void): () => void;

  pair(code: string): Promise<void>;
  /** At least six digits. */
  setPin(pin: string): Promise<void>;
  unlock(pin: string): Promise<void>;
  lock(): void;
  changePin(old: string, fresh: string): Promise<void>;
  /** A forgotten PIN: what is unsent stays and goes up sealed; a new code from the office pairs again. */
  forgotPin(): Promise<void>;

  /** Each resolves with the record's id only once it is safely on this phone. */
  recordVisit(hh: Hh, draft: VisitDraft): Promise<string>;
  voidVisit(id: string): Promise<string>;
  addHousehold(draft: HouseholdDraft): Promise<Hh>;
  addPerson(hh: Hh, draft: PersonDraft): Promise<PersonId>;
  note(hh: Hh, text: string): Promise<string>;
  ask(text: string): Promise<string>;
  nameCompanion(name: string): Promise<string>;

  /** Stops recording here and gives the six digits for the pair's other phone. */
  giveHandover(): Promise<string>;
  takeHandover(code: string): Promise<void>;

  /** Persist, self-test, room to write: refuses with storage-full or self-test. */
  startShift(): Promise<void>;
  checkStorage(): Promise<void>;
  sync(): Promise<void>;
  basemap(): Promise<unknown | null>;

  /** One file for each life of this phone's storage that still has unsent records. */
  exportFiles(): Promise<{ name: string; blob: Blob; records: number }[]>;
  /** How many records were taken to be carried. */
  importFile(text: string): Promise<number>;
  qrFrames(): Promise<string[]>;
  /** Give every text seen by the camera; `done` of `of` frames, `taken` records once a set is whole. */
  importFrame(text: string): Promise<{ done: number; of: number; taken: number | null }>;

  acknowledgeErased(): void;
  /** Write in this window; the other one stops. */
  useHere(): void;
  /** Forgets doors, key and pairing. Refuses with `unsent` while records are neither sent nor exported. */
  reset(): Promise<void>;

  /** Local hour today, or `days` later, as ISO +07:00, from the corrected clock. */
  promise(hour: string, days?: number): string;
  /** Doors whose house, head or people match, without accents. */
  search(words: string): DoorView[];
}
