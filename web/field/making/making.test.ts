import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { png, svg } from "./icon.ts";
import { phoneTokens } from "./look.ts";
import { neverHydrated } from "./never-hydrated.ts";
import { rows } from "./reasons.ts";
import { shellOf } from "./shell.ts";

const TOKENS = `:root { --text-root: 16px; --ink: black; --unused: 1px; }
@media screen and (prefers-color-scheme: dark) and (max-width: 48rem) {
  :root { --ink: white; }
}
@media print {
  :root { --ink: gray; }
}`;

test("night is an attribute of the page on the phone, letters are larger, unused measures stay away", () => {
  const css = phoneTokens(TOKENS, "p { color: var(--ink); font-size: var(--text-root) }");
  expect(css).toMatch(/:root\[data-look="dark"\] {\s*--ink: white;/);
  expect(css).toContain("--text-root: 112.5%");
  expect(css).not.toMatch(/@media|--unused|gray/);
  expect(() => phoneTokens(":root {}", "")).toThrow("no colours for the night");
});

test("a field in quotes may hold commas and quotes", () => {
  expect(rows('code,vi,en\nA,"một, hai","say ""no"""\nB,ba,')).toEqual([
    { code: "A", vi: "một, hai", en: 'say "no"' },
    { code: "B", vi: "ba", en: "" },
  ]);
});

test("the shell is the page and all it imports at once, and the screens that must never be missing", () => {
  const chunk = (fileName: string, imports: string[] = [], more = {}) => ({
    type: "chunk", fileName, name: fileName.split("-")[0], imports, isEntry: false, ...more,
  });
  const bundle = Object.fromEntries(
    [
      chunk("app-1.js", ["core-1.js"], { isEntry: true, viteMetadata: { importedCss: new Set(["app.css"]) } }),
      chunk("core-1.js"),
      chunk("Map-1.js", ["core-1.js"]),
      chunk("Unlock-1.js", ["pin-1.js"]),
      chunk("pin-1.js"),
      chunk("sw.js", [], { isEntry: true }),
      { type: "asset", fileName: "app.css" },
    ].map((part) => [part.fileName, part]),
  ) as unknown as Parameters<typeof shellOf>[0];
  expect(shellOf(bundle)).toEqual(["./", "app-1.js", "app.css", "core-1.js"]);
  expect(shellOf(bundle, ["Unlock"])).toContain("pin-1.js");
});

test("the mark is a whole PNG of the size asked for", () => {
  const image = png(48);
  expect([...image.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
  expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([48, 48]);
  const length = image.readUInt32BE(33);
  expect(inflateSync(image.subarray(41, 41 + length)).length).toBe(48 * (1 + 48 * 3));
  expect(svg()).toContain("<rect");
});

test("what is for pages of a server is left out, and it is noticed if Svelte names it otherwise", () => {
  const code = "export let hydrating = false;\nexport function set_hydrating(value) { hydrating = value; }";
  expect(neverHydrated(code)).toBe("export const hydrating = false;\nexport function set_hydrating(value) {  }");
  expect(() => neverHydrated("export let other;")).toThrow("another way");
});
