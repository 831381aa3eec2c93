// What happened at a door, as facts: a set, never edited; one may void another. The same rules as on the server,
// compared with it case by case (cases.json).
import type { DoorOutcome, Outcome } from "../wire.ts";

/** In order of what they settle: where one visit says several things of a person, the first is its outcome. */
export const OUTCOMES: readonly Outcome[] = ["activated", "already_active", "collected", "invited", "reason", "shown"];

/** Moments are milliseconds since 1970. */
export interface PersonFact {
  person: string;
  outcome: Outcome;
  reason: string | null;
  slot: number | null;
  back: number | null;
  homeVisit: boolean;
  escort: boolean;
  never: boolean;
}

/**
 * One visit. `written` is when it was written down; `pending` the number it has on this phone while the server has not
 * answered: such facts come after all answered ones, in the order of their numbers, whatever the clock says.
 */
export interface VisitFact {
  id: string;
  at: number;
  written: number;
  outcome: DoorOutcome | "void";
  told: PersonFact[];
  voids: string | null;
  back: number | null;
  never: boolean;
  pending?: number;
}

/** The facts that count: each id once, without voids and what they void, in order of occurrence. */
export function live(facts: Iterable<VisitFact>): VisitFact[] {
  const byId = new Map<string, VisitFact>();
  for (const fact of facts) {
    const held = byId.get(fact.id);
    if (!held || writtenBefore(fact, held)) byId.set(fact.id, fact);
  }
  const voided = new Set([...byId.values()].map((fact) => fact.voids));
  return [...byId.values()].filter((fact) => fact.outcome !== "void" && !voided.has(fact.id)).sort(inOrder);
}

function writtenBefore(a: VisitFact, b: VisitFact): boolean {
  if (a.written !== b.written) return a.written < b.written;
  return a.at !== b.at ? a.at < b.at : JSON.stringify(a) < JSON.stringify(b);
}

export function inOrder(a: VisitFact, b: VisitFact): number {
  if (a.pending !== undefined || b.pending !== undefined) {
    const late = (a.pending ?? 0) - (b.pending ?? 0);
    if (late) return late;
  }
  return a.at - b.at || a.written - b.written || (a.id < b.id ? -1 : 1);
}
