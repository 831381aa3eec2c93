// Wall-clock hours in Vietnam (UTC+7 without summer time since 1975), whatever zone the phone is set to.
const OFFSET = 7 * 3_600_000;
const DAY = 86_400_000;

/** "2023-06-02T19:30:00+07:00" of a moment in ms. */
export const isoLocal = (at: number): string => `${new Date(at + OFFSET).toISOString().slice(0, 19)}+07:00`;
/** "2023-06-02" of a moment. */
export const localDay = (at: number): string => isoLocal(at).slice(0, 10);
/** "19:30" of a moment. */
export const localTime = (at: number): string => isoLocal(at).slice(11, 16);
/** The moment of an hour ("19:30") of a day ("2023-06-02"). */
export const momentOf = (day: string, hour: string): number => Date.parse(`${day}T${hour}:00+07:00`);

/** Hours at which nobody knocks; the first quiet minute is quiet. They may run over midnight. */
export interface Quiet {
  from: string;
  to: string;
}

export function isQuiet(quiet: Quiet, at: number): boolean {
  const hour = localTime(at);
  return quiet.from <= quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
}

/** The day an evening belongs to: what happens after midnight, before quiet hours end, is still last evening. */
export const eveningOf = (at: number, quiet: Quiet): string =>
  quiet.from > quiet.to && localTime(at) < quiet.to ? localDay(at - DAY) : localDay(at);

/** When the quiet hours of an evening begin. */
export const endsAt = (evening: string, quiet: Quiet): number => {
  const begin = momentOf(evening, quiet.from);
  return quiet.from > quiet.to || quiet.from >= "12:00" ? begin : begin + DAY;
};

/** Whether an evening's knocking has ended: its quiet hours have begun. */
export const isOver = (evening: string, quiet: Quiet, now: number): boolean => now >= endsAt(evening, quiet);

/** An hour of the evening that is going on, or of `days` later, as ISO +07:00. */
export function promiseAt(now: number, quiet: Quiet, hour: string, days = 0): string {
  const day = localDay(momentOf(eveningOf(now, quiet), "12:00") + days * DAY);
  return isoLocal(momentOf(day, hour));
}
