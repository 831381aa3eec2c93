// Sets of numbers as the server tells them: [[1, 250], [252, 260]], both ends included.
import type { Range } from "../wire.ts";

export const has = (ranges: readonly Range[], n: number): boolean =>
  ranges.some(([from, to]) => from <= n && n <= to);

/** The numbers of `held` that are not in the ranges. */
export const missing = (held: Iterable<number>, ranges: readonly Range[]): number[] =>
  [...held].filter((n) => !has(ranges, n));
