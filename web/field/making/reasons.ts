// Turns the server's table of reasons into a module for each language, so that phone and server cannot speak of different ones.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const TABLE = join(import.meta.dirname, "../../../src/bacung/core/merging/reasons.csv");

/** Rows of a comma-separated text; a field in quotes may hold commas. */
export function rows(text: string): Record<string, string>[] {
  const lines = text.trim().split(/\r?\n/).map(fields);
  const head = lines.shift() ?? [];
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ""])));
}

const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? "");

/** The words of each reason in one language, by code. */
export function reasonWords(language: "vi" | "en"): Record<string, string> {
  return Object.fromEntries(rows(readFileSync(TABLE, "utf8")).map((row) => [row["code"], row[language]]));
}

/** The codes that may be told at a door. */
export const atDoor = (): string[] =>
  rows(readFileSync(TABLE, "utf8")).flatMap((row) => (row["given"] === "at-door" ? (row["code"] ?? []) : []));

const MODULES = { "virtual:reasons/vi": "vietnamese", "virtual:reasons/en": "english" } as const;
const isOurs = (id: string): id is keyof typeof MODULES => id in MODULES;

export const reasons = (): Plugin => ({
  name: "reasons",
  resolveId: (id) => (isOurs(id) ? `\0${id}` : null),
  load(id) {
    const name = id.slice(1);
    if (!id.startsWith("\0") || !isOurs(name)) return null;
    this.addWatchFile(TABLE);
    return `export const ${MODULES[name]} = ${JSON.stringify(reasonWords(name.endsWith("vi") ? "vi" : "en"))};`;
  },
});
