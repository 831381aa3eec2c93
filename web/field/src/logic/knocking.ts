// Whether a door may be knocked at once more. What must not be comes first; knocks are capped whatever is promised.
import type { May } from "../contract.ts";
import { localTime } from "./hours.ts";

// A pair standing at the door a little before the promised time keeps the promise.
const EARLY = 10 * 60_000;

export interface Knocked {
  knocks: number;
  promise: number | null;
  never: boolean;
}

/** `notBefore`: the hour of the day the household wished, "19:00", or null. */
export function mayKnock(state: Knocked, cap: number, notBefore: string | null, now: number): May {
  if (state.never) return "never";
  if (state.knocks >= cap) return "cap-reached";
  if (state.promise !== null) return now < state.promise - EARLY ? "promised-later" : "promised";
  if (notBefore && localTime(now) < notBefore) return "too-early";
  return state.knocks ? "again" : "first-knock";
}

export const allows = (may: May): boolean => may === "promised" || may === "first-knock" || may === "again";
