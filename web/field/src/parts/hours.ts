// Moments as people say them, always in Vietnam's time.
import { isoLocal, isQuiet, localDay, localTime, momentOf, type Quiet } from "../logic/hours.ts";
import type { Language } from "../words/words.ts";

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;

/** "2/6" of "2023-06-02". */
export const shortDay = (day: string): string => `${Number(day.slice(8, 10))}/${Number(day.slice(5, 7))}`;

const WEEKDAYS: Record<Language, string[]> = {
  vi: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

/** "T2 5/6" of a day. */
export const weekday = (day: string, language: Language): string =>
  `${WEEKDAYS[language][new Date(`${day}T12:00:00Z`).getUTCDay()] ?? ""} ${shortDay(day)}`;

/** "T2 5/6 08:00" of an ISO text with its zone. */
export function slotText(iso: string, language: Language): string {
  const local = isoLocal(Date.parse(iso));
  return `${weekday(local.slice(0, 10), language)} ${local.slice(11, 16)}`;
}

/** Desk hours still to come, written as everything is that this phone sends: to the second. */
export const slotsAfter = (slots: string[], now: number): string[] =>
  slots.map((slot) => Date.parse(slot)).filter((at) => at > now).map(isoLocal);

/** The hour alone if it is today, else with its day. */
export function promiseText(iso: string, now: number, language: Language): string {
  const at = Date.parse(iso);
  return localDay(at) === localDay(now) ? localTime(at) : slotText(iso, language);
}

/** Hours left tonight at which one may come back: half hours, an hour's walk away at most thrice, before quiet. */
export function tonightHours(now: number, quiet: Quiet): string[] {
  const first = Math.ceil((now + HALF_HOUR) / HALF_HOUR) * HALF_HOUR;
  return [first, first + HALF_HOUR, first + 2 * HALF_HOUR]
    .filter((at) => localDay(at) === localDay(now) && !isQuiet(quiet, at))
    .map(localTime);
}

/** Today and the days after it. */
export const daysFrom = (now: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => localDay(momentOf(localDay(now), "12:00") + i * DAY));

/** "23 ms" are no minutes: whole minutes until a moment, rounded up. */
export const minutesUntil = (at: number, now: number): number => Math.ceil((at - now) / 60_000);
