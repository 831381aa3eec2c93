// What goes over the wire: the shapes the server describes (schema.ts), narrowed to what the phone makes of them.
// `now`, `sent`, `t`, `ls` are milliseconds since 1970; promises and desk slots are ISO texts with +07:00, because a
// phone's clock may lie.
import type * as schema from "./schema.ts";

export type { About, Hello, Wrapped } from "./schema.ts";

/** Where a field may be absent, null says nothing else: the phone leaves it out. */
type Plain<T> = { [K in keyof T]: object extends Pick<T, K> ? Exclude<T[K], null> : T[K] };
type But<T, U> = Omit<Plain<T>, keyof U> & U;

/** A household: its number on the list, or the phone's own UUID of one it found. */
export type Hh = number | string;
/** A person: the number on the list, or the phone's own UUID of one it found. */
export type PersonId = number | string;

export type DoorOutcome = schema.VisitRecorded["outcome"];
export type Outcome = schema.Told["outcome"];
export type Step = "collect" | "approve" | "activate";

export type Told = Plain<schema.Told>;
export type Visit = But<schema.VisitRecorded, { people: Told[] }>;
export type FoundPerson = Plain<schema.PersonFound>;
export type FoundHousehold = But<schema.HouseholdCreated, { hamlet: number | null; people: FoundPerson[] }>;

export interface Payloads {
  "visit.recorded": Visit;
  "visit.voided": schema.VisitVoided;
  "hh.created": FoundHousehold;
  "person.created": { people: FoundPerson[] };
  "note.added": schema.NoteAdded;
  "question.asked": schema.QuestionAsked;
  "companion.named": schema.CompanionNamed;
  "handover.given": { to: null };
  "handover.taken": schema.HandoverTaken;
}
export type Kind = keyof Payloads;

/** An event as it was frozen when it was saved. */
type EventOf<K extends Kind> = But<
  Omit<schema.Envelope, "prev">,
  { sv: 1; k: K; hh: Hh | null; ck: number; p: Payloads[K] }
>;
export type FieldEvent = { [K in Kind]: EventOf<K> }[Kind];

export type Sealed = But<schema.Sealed, { v: 1 }>;
export type Kept = Required<schema.Keeps>;

/** A push without its events, which are set into the JSON byte for byte. */
export type PushHead = But<
  Omit<schema.Push, "events">,
  { v: 1; ck: number; sealed?: Sealed[]; keeps: Kept[]; lost?: Required<schema.Lost>; about: schema.About }
>;

/** From and to, both included. */
export type Range = [number, number];
export type Standing = schema.Result["s"];
export type Result = Plain<schema.Result>;
type Held = { have: Range[]; gaps: Range[] };
export type PushReply = But<schema.PushAnswer, Held & { results: Result[]; others: (Held & { inc: string })[] }>;

export type PairRequest = But<schema.Pairing, { v: 1; inc: schema.Wrapped; keeps: Kept[] }>;
export type PairReply = schema.Paired;

/** One thing that became known in the round; own events come back without `p`. */
export type Row = But<
  schema.Row,
  { mine?: boolean; p?: Partial<Visit> & { voids?: string; from?: Hh; into?: Hh; text?: string } }
>;
export type PullReply = But<schema.PullAnswer, { rows: Row[] }>;

export type BundlePerson = But<schema.BundlePerson, { p: PersonId; sex: "male" | "female" | ""; step: Step }>;
export type BundleDoor = But<
  schema.BundleDoor,
  { hh: Hh; last: { at: number; outcome: DoorOutcome } | null; people: BundlePerson[] }
>;
export type Bundle = But<schema.Bundle, { doors: BundleDoor[]; asked: Plain<schema.BundleQuestion>[] }>;

/** A refusal of the server. */
export type Trouble = Plain<schema.Refusal>;
