// Turns the server's table of reasons into a module, so that phone and server cannot speak of different ones.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const TABLE = join(import.meta.dirname, "../../../src/bacung/core/merging/reasons.csv");
const NAME = "virtual:reasons";

/** Rows of a comma-separated text; a field in quotes may hold commas. */
export function rows(text: string): Record<string, string>[] {
  const lines = text.trim().split(/\r?\n/).map(fields);
  const head = lines.shift() ?? [];
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ""])));
}

const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? "");

export const reasons = (): Plugin => ({
  name: "reasons",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load(id) {
    if (id !== `\0${NAME}`) return null;
    this.addWatchFile(TABLE);
    const table = rows(readFileSync(TABLE, "utf8")).map(({ code, vi, en, given }) => ({ code, vi, en, given }));
    return `export const table = ${JSON.stringify(table)};`;
  },
});
