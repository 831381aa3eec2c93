// The shared measures and colours know night by the width and wish of a device. The phone decides itself (a walker may
// switch): its copy names the night colours by an attribute of the page, and has larger letters: 18 px, or as much more as the phone is set to.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const NIGHT = /@media screen and \(prefers-color-scheme: dark\)[^{]*\{\s*:root\s*\{([^}]*)\}\s*\}/;
const PRINT = /@media print\s*\{[^}]*\}\s*\}/;

/** `used`: all styles of the phone; a token none of them speaks of is left out. */
export function phoneTokens(css: string, used: string): string {
  if (!NIGHT.test(css)) throw new Error("tokens.css names no colours for the night any more");
  return css
    .replace(NIGHT, ':root[data-look="dark"] {$1}')
    .replace(PRINT, "")
    .replace(/--text-root:\s*16px/, "--text-root: 112.5%")
    .replace(/(--[\w-]+):[^;]*;/g, (line, name: string) => (used.includes(`var(${name})`) ? line : ""));
}

const STYLES = join(import.meta.dirname, "../src/styles");
const styles = (): string => readdirSync(STYLES).map((name) => readFileSync(join(STYLES, name), "utf8")).join("");

export const look = (): Plugin => ({
  name: "tokens-of-the-phone",
  enforce: "pre",
  transform: (code, id) => (id.endsWith("/tokens.css") ? phoneTokens(code, styles()) : null),
});
