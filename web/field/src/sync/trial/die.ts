// Luck from a seed, so that a bad evening can be had again (mulberry32).

export function die(seed: number) {
  const roll = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)]!;
  return { roll, pick };
}
