// Fonts for the pages: the weights and letters we use, out of the npm package, under stable names.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const WEIGHTS = ["400", "600", "700"];
const SUBSETS = ["vietnamese", "latin"];

/** The @font-face blocks of the wanted subsets, each with its woff2 file alone. */
export function fontFaces(css: string, subsets: string[]): { css: string; files: string[] } {
  const blocks = css.match(/@font-face\s*{[^}]*}/g) ?? [];
  const wanted = blocks.filter((block) => subsets.some((name) => new RegExp(`-${name}-\\d`).test(block)));
  const files = wanted.flatMap((block) => /files\/([\w-]+\.woff2)/.exec(block)?.[1] ?? []);
  const lean = wanted.map((block) =>
    block.replace(/src:[^;]*;/, () => {
      const file = /files\/([\w-]+\.woff2)/.exec(block)?.[1];
      return `src: url(fonts/${file}) format("woff2");`;
    }),
  );
  return { css: lean.join("\n"), files };
}

/** The sheet of these weights, and where each of its files lies in the package. */
export function readFonts(weights: string[]): { css: string; files: Map<string, string> } {
  const folder = dirname(createRequire(import.meta.url).resolve("@fontsource/be-vietnam-pro/400.css"));
  const sheets = weights.map((weight) => fontFaces(readFileSync(join(folder, `${weight}.css`), "utf8"), SUBSETS));
  const names = sheets.flatMap((sheet) => sheet.files);
  return {
    css: sheets.map((sheet) => sheet.css).join("\n") + "\n",
    files: new Map(names.map((name) => [name, join(folder, "files", name)])),
  };
}

/** Write fonts.css and the folder fonts/ into the built files. */
export function writeFonts(target: string): void {
  const { css, files } = readFonts(WEIGHTS);
  for (const [name, path] of files) cpSync(path, join(target, "fonts", name));
  writeFileSync(join(target, "fonts.css"), css);
}
