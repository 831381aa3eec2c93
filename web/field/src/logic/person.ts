// What the visits say of one person.
import type { DoorOutcome, Outcome } from "../wire.ts";
import { OUTCOMES, type PersonFact } from "./facts.ts";

const NOT_HOME = "NOT_HOME";
const FROM_THE_DOOR: Partial<Record<DoorOutcome | "void", string>> = {
  nobody: NOT_HOME,
  "door-refused": "REFUSES",
  "not-found": "ADDRESS_NOT_FOUND",
};

/** `reason`: why there is no active account, as last told; null once settled. Slot and wishes: while open. */
export interface PersonState {
  outcome: Outcome | null;
  at: number | null;
  reason: string | null;
  activated: boolean;
  alreadyActive: boolean;
  activatedAt: number | null;
  collectedAt: number | null;
  slot: number | null;
  homeVisit: boolean;
  escort: boolean;
  never: boolean;
}

export const UNMET: PersonState = {
  outcome: null,
  at: null,
  reason: null,
  activated: false,
  alreadyActive: false,
  activatedAt: null,
  collectedAt: null,
  slot: null,
  homeVisit: false,
  escort: false,
  never: false,
};

/** What a visit tells of those whom no visit has named, after what was told before; null is nothing. */
export function behindDoor(state: PersonState | null, outcome: DoorOutcome | "void", at: number): PersonState | null {
  if (outcome === "nobody" && state?.reason === "REFUSES") return state;
  const reason = FROM_THE_DOOR[outcome];
  return reason ? { ...UNMET, outcome: "reason", at, reason } : null;
}

/** The state after one more visit that said these things of the person. */
export function afterVisit(before: PersonState, told: PersonFact[], at: number): PersonState {
  const reason = told.map((one) => one.reason).find((code) => code && code !== "ALREADY_ACTIVE") ?? null;
  const outcomes = told.map((one) => (one.reason === "ALREADY_ACTIVE" ? "already_active" : one.outcome));
  const state = { ...before, never: before.never || told.some((one) => one.never) };
  const onlyReason = outcomes.every((one) => one === "reason");
  if (onlyReason && reason === NOT_HOME && state.outcome !== null && state.reason !== NOT_HOME) return state;

  const active = outcomes.includes("activated") || outcomes.includes("already_active");
  const collected = outcomes.includes("collected");
  const settled = active || collected;
  const onlyShown = reason === null && outcomes.every((one) => one === "shown");
  const slots = told.flatMap((one) => one.slot ?? []);
  const homeVisit = reason === "HOME_VISIT" || told.some((one) => one.homeVisit);
  const escort = told.some((one) => one.escort);
  return {
    ...state,
    outcome: OUTCOMES.find((one) => outcomes.includes(one)) ?? null,
    at,
    reason: active ? null : onlyShown ? state.reason : reason,
    activated: state.activated || active,
    alreadyActive: state.alreadyActive || outcomes.includes("already_active"),
    activatedAt: state.activatedAt ?? (active ? at : null),
    collectedAt: state.collectedAt ?? (collected ? at : null),
    slot: slots.length ? Math.max(...slots) : settled ? null : state.slot,
    homeVisit: !settled && (homeVisit || state.homeVisit),
    escort: !settled && (escort || state.escort),
  };
}
