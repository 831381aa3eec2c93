// What goes over the wire, as the server describes it. Times: `now`, `sent`, `t`, `ls` are milliseconds since 1970;
// promises and desk slots are ISO texts with +07:00, because a phone's clock may lie.

/** A household: its number on the list, or the phone's own UUID of one it found. */
export type Hh = number | string;
/** A person: the number on the list, or the phone's own UUID of one it found. */
export type PersonId = number | string;

export type DoorOutcome = "home" | "nobody" | "door-refused" | "not-found";
export type Outcome = "activated" | "already_active" | "collected" | "invited" | "shown" | "reason";
export type Step = "collect" | "approve" | "activate";

export interface Told {
  person: PersonId;
  outcome: Outcome;
  reason?: string;
  slot_at?: string;
  home_visit?: true;
  escort?: true;
  never?: true;
}

export interface Visit {
  outcome: DoorOutcome;
  people: Told[];
  back_at?: string;
  never?: true;
  note?: string;
  replaces?: string;
}

export interface FoundPerson {
  found: string;
  name: string;
  sex?: "male" | "female";
  born?: string;
  relation?: string;
  phone?: string;
  note?: string;
}

export interface FoundHousehold {
  found: string;
  hamlet: number | null;
  address: string;
  head: string;
  note?: string;
  people: FoundPerson[];
}

export interface Payloads {
  "visit.recorded": Visit;
  "visit.voided": { voids: string };
  "hh.created": FoundHousehold;
  "person.created": { people: FoundPerson[] };
  "note.added": { text: string };
  "question.asked": { text: string };
  "companion.named": { name: string };
  "handover.given": { to: null };
  "handover.taken": { code: string };
}
export type Kind = keyof Payloads;

export interface EventOf<K extends Kind> {
  id: string;
  inc: string;
  n: number;
  sv: 1;
  k: K;
  hh: Hh | null;
  t: number;
  ck: number;
  p: Payloads[K];
  r?: number;
  ls?: number;
}
/** An event as it was frozen when it was saved. */
export type FieldEvent = { [K in Kind]: EventOf<K> }[Kind];

/** A record that only its own phone and the office can open; AAD is `id|inc|n|v`; iv and ct are base64. */
export interface Sealed {
  inc?: string;
  id: string;
  n: number;
  v: 1;
  iv: string;
  ct: string;
}
export interface Wrapped {
  inc: string;
  kid: string;
  wrapped: string;
}
export interface Kept {
  inc: string;
  next_n: number;
  outbox_count: number;
}
export interface About {
  persisted: boolean;
  installed: boolean;
  free_mb?: number;
  locked: boolean;
}

/** A push without its events, which are set into the JSON byte for byte. */
export interface PushHead {
  v: 1;
  inc: string;
  sent: number;
  ck: number;
  outbox_count: number;
  next_n: number;
  app: string;
  sealed?: Sealed[];
  wrapped?: Wrapped;
  keeps?: Kept[];
  lost?: { inc: string; next_n: number; outbox: number };
  about?: About;
  cursor?: number;
}

/** From and to, both included. */
export type Range = [number, number];
export type Standing = "stored" | "duplicate" | "quarantined";
export interface Result {
  id: string;
  s: Standing;
  seq?: number;
  code?: string;
  counted?: boolean;
}
export interface PushReply {
  now: number;
  results: Result[];
  have: Range[];
  gaps: Range[];
  others?: { inc: string; have: Range[]; gaps: Range[] }[];
  device?: { epoch: number; round: number; recording: boolean };
  remarks?: string[];
}

export interface Hello {
  now: number;
  v: number[];
  name: string;
  kid: string;
  key: string;
}
export interface PairRequest {
  v: 1;
  code: string;
  app: string;
  about: About;
  inc: Wrapped;
  keeps: Kept[];
}
export interface PairReply {
  now: number;
  token: string;
  device: string;
  member: { name: string };
}

/** One thing that became known in the round; own events come back without `p`. */
export interface Row {
  seq: number;
  k: string;
  id?: string;
  hh?: Hh | null;
  t?: number;
  mine?: boolean;
  counted?: boolean;
  pair?: number;
  p?: Partial<Visit> & { voids?: string };
  from?: Hh;
  into?: Hh;
  text?: string;
}
export interface PullReply {
  now: number;
  epoch: number;
  round: number;
  rows: Row[];
  next: number;
  more: boolean;
}

export interface BundlePerson {
  p: PersonId;
  name: string;
  /** A year, a month or a day: 1954, 1954-07, 1954-07-01; "" if unknown. */
  born: string;
  sex: "male" | "female" | "";
  rel: string;
  step: Step;
  reason: string;
  /** The last three digits of the phone number, or "". */
  tail: string;
}
export interface BundleDoor {
  hh: Hh;
  /** Place in tonight's order from 1; null for a door in reserve. */
  pos: number | null;
  at: string | null;
  promised: boolean;
  hamlet: number | null;
  address: string;
  head: string;
  lat: number | null;
  lon: number | null;
  knocks: number;
  last: { at: number; outcome: DoorOutcome } | null;
  not_before: string | null;
  why: string[];
  people: BundlePerson[];
}
export interface Bundle {
  v: 1;
  now: number;
  epoch: number;
  seq: number;
  device: string;
  demo: boolean;
  round: {
    id: number;
    on: string;
    commune: string;
    hamlets: { id: number; name: string }[];
    station_phone: string;
    quiet_from: string;
    quiet_to: string;
    over: boolean;
    drive: string;
  };
  pair: {
    number: number;
    walkers: string[];
    me: string;
    companion: string;
    has_kit: boolean;
    officer: boolean;
    begins: string;
    ends: string;
    mode: string;
    recording: boolean;
    key: string;
    handovers?: number;
  };
  cap: number;
  slots: string[];
  doors: BundleDoor[];
  asked: { id: string; text: string; answer?: string }[];
  basemap: number | null;
}

/** A refusal of the server. */
export interface Trouble {
  code: string;
  message: string;
  retry_after?: number;
  wipe?: boolean;
  epoch?: number;
  round?: number;
}
