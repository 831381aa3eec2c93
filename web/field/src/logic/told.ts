// What was told, by this phone and by the server, as facts about doors.
import type { FieldEvent, Row, Told, Visit } from "../wire.ts";
import type { PersonFact, VisitFact } from "./facts.ts";
import type { Answered } from "./marks.ts";

/** An event of this phone, opened. `at`: corrected time; `order`: its place among those that wait for an answer. */
export interface Own {
  event: FieldEvent;
  at: number;
  answer: Answered | null;
  order: number;
}

/** A visit at one door. `tonight`: of the round of the list; `inList`: the list was made after it, and knows it. */
export interface DoorFact extends VisitFact {
  hh: string;
  own: Own | null;
  tonight: boolean;
  inList: boolean;
}

/** The list as far as facts need it. */
export interface Since {
  round: number;
  seq: number;
  now: number;
}

const moment = (iso: string | undefined | null): number | null => (iso ? Date.parse(iso) : null);

const personFact = (one: Told): PersonFact => ({
  person: String(one.person),
  outcome: one.outcome,
  reason: one.reason ?? null,
  slot: moment(one.slot_at),
  back: null,
  homeVisit: one.home_visit === true,
  escort: one.escort === true,
  never: one.never === true,
});

const said = (visit: Partial<Visit>) => ({
  outcome: visit.outcome ?? ("void" as const),
  told: (visit.people ?? []).map(personFact),
  voids: visit.replaces ?? null,
  back: moment(visit.back_at),
  never: visit.never === true,
});

/** Whether the list already knows an event of ours. */
function isInList(own: Own, since: Since): boolean {
  if (!own.answer || own.answer.s === "quarantined") return false;
  const ofRound = own.event.r === since.round && own.answer.seq !== null;
  return ofRound ? own.answer.seq! <= since.seq : own.answer.heard <= since.now;
}

export function ownFact(own: Own, since: Since): DoorFact | null {
  const { event } = own;
  const about = {
    id: event.id,
    at: own.at,
    written: own.at,
    hh: String(event.hh),
    own,
    tonight: event.r === since.round,
    inList: isInList(own, since),
    ...(own.answer ? {} : { pending: own.order }),
  };
  if (event.k === "visit.recorded") return { ...about, ...said(event.p) };
  if (event.k === "visit.voided") return { ...about, ...said({}), voids: event.p.voids };
  return null;
}

const VISITS = ["visit", "visit.recorded", "visit.voided"];

/** A visit of another phone or of the office; null for a row that is none. */
export function rowFact(row: Row): DoorFact | null {
  if (!VISITS.includes(row.k) || !row.id || !row.p || row.hh === null || row.hh === undefined) return null;
  const what = said(row.p);
  const voids = row.p.voids ?? what.voids;
  const at = row.t ?? 0;
  return { id: row.id, at, written: at, hh: String(row.hh), own: null, tonight: true, inList: false, ...what, voids };
}

/** Doors that turned out to be one: what is told of `from` holds of `into`. */
export class Aliases {
  #into = new Map<string, string>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      if (row.k === "hh.merged" && row.p?.from && row.p.into) this.#into.set(String(row.p.from), String(row.p.into));
    }
  }

  of(hh: string): string {
    const seen = new Set<string>();
    while (this.#into.has(hh) && !seen.has(hh)) {
      seen.add(hh);
      hh = this.#into.get(hh)!;
    }
    return hh;
  }
}
