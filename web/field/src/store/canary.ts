// A small record outside the database, in two places: if the database is empty and the canary still sings, the
// browser erased the data, and the office should hear how much was lost.

export interface Canary {
  inc: string;
  next_n: number;
  outbox: number;
}
/** One place that keeps a short text, or fails silently. */
export interface Perch {
  get(): string | null;
  set(text: string): void;
}

export const write = (perches: Perch[], canary: Canary): void => {
  for (const perch of perches) perch.set(`${canary.inc}.${canary.next_n}.${canary.outbox}`);
};

/** The newest of what the places remember. */
export function read(perches: Perch[]): Canary | null {
  const found = perches.flatMap((perch) => parse(perch.get()) ?? []);
  return found.sort((a, b) => b.next_n - a.next_n)[0] ?? null;
}

function parse(text: string | null): Canary | null {
  const said = /^([0-9a-f-]{36})\.(\d+)\.(\d+)$/.exec(text ?? "");
  return said ? { inc: said[1]!, next_n: Number(said[2]), outbox: Number(said[3]) } : null;
}

/** How many records may be gone: those unsent, and those numbered after what the database knows. */
export function lostSince(canary: Canary, life: { next_n: number } | undefined): Canary | null {
  if (life && life.next_n >= canary.next_n) return null;
  return canary;
}

export function browserPerches(): Perch[] {
  const name = "bacung_canary";
  return [
    {
      get: () => quietly(() => localStorage.getItem(name)),
      set: (text) => quietly(() => localStorage.setItem(name, text)),
    },
    {
      get: () => quietly(() => new RegExp(`${name}=([^;]+)`).exec(document.cookie)?.[1] ?? null),
      set: (text) =>
        quietly(() => {
          document.cookie = `${name}=${text}; max-age=34560000; path=/phone; samesite=strict; secure`;
        }),
    },
  ];
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
