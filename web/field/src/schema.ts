// Made from docs/fieldsync.openapi.json by making/wire.ts; a change there changes this file, never the other way.

/** How the phone is: whether storage is persistent, the app installed, free megabytes, locked by PIN. */
export interface About {
  persisted?: boolean | null;
  installed?: boolean | null;
  free_mb?: number | null;
  locked?: boolean | null;
}

/** The state of the round at `seq`: whatever happens later has a higher number. `cap` is how often a door is knocked at; `slots` are hours of the desk to invite to; `basemap` the bytes of the map's lines, if any. */
export interface Bundle {
  v: number;
  now: number;
  epoch: number;
  seq: number;
  device: string;
  demo: boolean;
  round: BundleRound;
  pair: BundlePair;
  cap: number;
  slots: Array<string>;
  doors: Array<BundleDoor>;
  asked: Array<BundleQuestion>;
  basemap: number | null;
}

/** A household. `pos` counts along the planned way from 1; a door in reserve has none. `at` is when the pair should stand there, or the hour `promised`; `not_before` an hour wished for. */
export interface BundleDoor {
  hh: number;
  pos: number | null;
  at: string | null;
  promised: boolean;
  hamlet: number | null;
  address: string;
  head: string;
  lat: number | null;
  lon: number | null;
  knocks: number;
  last: BundleKnock | null;
  not_before: string | null;
  why: Array<string>;
  people: Array<BundlePerson>;
}

/** A hamlet of the commune, in the order in which one walks it. */
export interface BundleHamlet {
  id: number;
  name: string;
}

/** The last knock at a door before this evening's, or of this evening. */
export interface BundleKnock {
  at: number;
  outcome: string;
}

/** Who walks. `key` (base64, 32 bytes) and `handovers` make the code by which one phone hands over to the other; `recording` tells which of them this phone is; `officer` whether its walker may collect. */
export interface BundlePair {
  number: number;
  walkers: Array<string>;
  me: string;
  companion: string;
  has_kit: boolean;
  officer: boolean;
  begins: string;
  ends: string;
  mode: string;
  recording: boolean;
  key: string;
  handovers: number;
}

/** Somebody still to do: `step` collect, approve or activate; `reason` as last told, "" for none. `born` is a year, `tail` the last three digits of the phone number; each "" where unknown. */
export interface BundlePerson {
  p: number;
  name: string;
  born: string;
  sex: string;
  rel: string;
  step: string;
  reason: string;
  tail: string;
}

/** What this walker asked the supervisor, and the answer once there is one. */
export interface BundleQuestion {
  id: string;
  text: string;
  answer?: string | null;
}

/** The evening. `over`: nothing more is to be knocked at for it. */
export interface BundleRound {
  id: number;
  on: string;
  commune: string;
  hamlets: Array<BundleHamlet>;
  station_phone: string;
  quiet_from: string;
  quiet_to: string;
  over: boolean;
  drive: string;
}

/** Who of the hamlet walks along this evening. */
export interface CompanionNamed {
  name: string;
}

/** What the phone is bound to now, and whether it is the one of its pair that records. */
export interface DeviceState {
  epoch: number;
  round: number;
  recording: boolean;
}

/** An event as it travels: who saved it (`inc`, `n`), what kind (`k`) and version (`sv`), about which household (`hh`), when by the phone's clock (`t`, ms; `ck` counts its jumps), and what it says (`p`). `prev`: the event whose value the walker saw. `r`: the round it belongs to, if not the phone's own now. `ls`: our latest time the phone had heard. */
export interface Envelope {
  id: string;
  inc: string;
  n: number;
  sv?: number;
  k: "visit.recorded" | "visit.voided" | "hh.created" | "person.created" | "note.added" | "question.asked" | "companion.named" | "handover.given" | "handover.taken";
  hh?: number | string | null;
  prev?: string | null;
  t: number;
  ck?: number;
  p?: VisitRecorded | VisitVoided | HouseholdCreated | PersonCreated | NoteAdded | QuestionAsked | CompanionNamed | HandoverGiven | HandoverTaken;
  r?: number | null;
  ls?: number | null;
}

/** This phone records no more; `to` is nobody in particular. */
export interface HandoverGiven {
  to?: string | null;
}

/** This phone records from now on: the code the other showed was typed here. */
export interface HandoverTaken {
  code: string;
}

/** What the server has of another life the phone keeps, and what it misses. */
export interface Held {
  inc: string;
  have: Array<Array<number>>;
  gaps: Array<Array<number>>;
}

/** Who serves: its time, the versions that may pull, its name, and the escrow key (SPKI DER, base64). */
export interface Hello {
  now: number;
  v: Array<number>;
  name: string;
  kid: string;
  key: string;
}

/** A household that is on no list, with who was met there; `hamlet` is our number of it. */
export interface HouseholdCreated {
  found: string;
  address: string;
  head: string;
  people: Array<PersonFound>;
  hamlet?: number | null;
  note?: string | null;
}

/** Another life of whose events the phone still keeps some. */
export interface Keeps {
  inc: string;
  next_n: number;
  outbox_count?: number;
}

/** A life whose data the phone found erased, and what it then knew of it. */
export interface Lost {
  inc: string;
  next_n?: number;
  outbox?: number;
}

/** Whose phone it is. */
export interface Me {
  name: string;
}

/** Free words. */
export interface NoteAdded {
  text: string;
}

/** The phone's token, shown this once, and the device it stands for. */
export interface Paired {
  now: number;
  token: string;
  device: string;
  member: Me;
}

/** A phone asks to be bound with a one-time code. */
export interface Pairing {
  v?: number;
  code: string;
  app?: string;
  about?: About | null;
  inc?: Wrapped | null;
  keeps?: Array<Keeps>;
}

/** People met behind the door named in the envelope, who are on no list. */
export interface PersonCreated {
  people: Array<PersonFound>;
}

/** Somebody who is on no list, under the phone's own id. */
export interface PersonFound {
  found: string;
  name: string;
  sex?: "female" | "male" | null;
  born?: string | null;
  relation?: string | null;
  phone?: string | null;
  note?: string | null;
}

/** Rows in the order of `seq`, from behind the cursor asked for up to `next`. */
export interface PullAnswer {
  now: number;
  epoch: number;
  round: number;
  rows: Array<Row>;
  next: number;
  more: boolean;
}

/** What a phone sends: events, ciphertext, and how it is. An empty one says that it lives. `sent` is the phone's time now, `ck` its newest clock epoch; `next_n` the number its next event will bear; `outbox_count` how many events wait there, these included; `cursor` how far it has pulled. */
export interface Push {
  v: number;
  inc: string;
  sent: number;
  outbox_count: number;
  next_n: number;
  app: string;
  events: Array<Envelope>;
  sealed?: Array<Sealed>;
  wrapped?: Wrapped | null;
  keeps?: Array<Keeps>;
  lost?: Lost | null;
  about?: About | null;
  cursor?: number | null;
  ck?: number | null;
}

/** One result for each event, then each ciphertext, in the order of the push. */
export interface PushAnswer {
  now: number;
  results: Array<Result>;
  have: Array<Array<number>>;
  gaps: Array<Array<number>>;
  others: Array<Held>;
  device: DeviceState;
  remarks: Array<string>;
}

/** A question to the supervisor. */
export interface QuestionAsked {
  text: string;
}

/** Why a call was refused. `wipe`: what was given to the phone is to go, once its outbox is empty. */
export interface Refusal {
  code: string;
  message: string;
  retry_after?: number | null;
  wipe?: boolean;
  epoch?: number | null;
  round?: number | null;
}

/** What became of one event. `code` says why it is in quarantine; `counted`, whether it counts already. */
export interface Result {
  id: string | null;
  s: "duplicate" | "quarantined" | "stored";
  seq?: number | null;
  code?: string | null;
  counted?: boolean | null;
}

/** Something that became known of the round: an event of this phone's walker (`mine`, without `p`), of another pair, or an echo of what was done at the office. */
export interface Row {
  seq: number;
  k: string;
  id?: string | null;
  hh?: number | null;
  t?: number | null;
  mine?: boolean;
  counted?: boolean;
  pair?: number | null;
  p?: Record<string, unknown> | null;
}

/** An event as ciphertext: AES-256-GCM, `iv` and `ct` in base64, authenticating "id|inc|n|v". */
export interface Sealed {
  id: string;
  n: number;
  iv: string;
  ct: string;
  v?: number;
  inc?: string | null;
}

/** What a visit says of one person, as `core.merging.visits.PersonOutcome` means it. */
export interface Told {
  person: number | string;
  outcome: "activated" | "already_active" | "collected" | "invited" | "reason" | "shown";
  reason?: string | null;
  slot_at?: string | null;
  home_visit?: boolean | null;
  escort?: boolean | null;
  never?: boolean | null;
}

/** A knock. `replaces` names the event this one is told instead of. */
export interface VisitRecorded {
  outcome: "door-refused" | "home" | "nobody" | "not-found";
  people?: Array<Told> | null;
  back_at?: string | null;
  never?: boolean | null;
  note?: string | null;
  replaces?: string | null;
}

/** A visit of the same pair is withdrawn. */
export interface VisitVoided {
  voids: string;
}

/** The key of a life of the phone's data, wrapped (RSA-OAEP, base64) for our escrow key `kid`. */
export interface Wrapped {
  inc: string;
  kid: string;
  wrapped: string;
}
