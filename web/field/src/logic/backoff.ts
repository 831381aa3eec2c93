// How long to wait after a failure, and how much to send at once.

const FIRST = 1_000;
const LONGEST = 300_000;

export const TIMEOUT = 20_000;
export const BATCH = 50;
export const LARGEST = 200;

/** Full jitter: anything from nothing up to 1 s, 2 s, 4 s … 5 min; `luck` in [0, 1). At least what the server asked. */
export function pause(failures: number, luck: number, asked = 0): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 20));
  return Math.max(Math.round(most * luck), asked);
}

export const smaller = (batch: number): number => Math.max(1, Math.floor(batch / 2));
export const larger = (batch: number): number => Math.min(LARGEST, batch * 2);
