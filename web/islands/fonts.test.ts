import { expect, test } from "vitest";
import { fontFaces } from "./fonts.ts";

const face = (subset: string) => `@font-face {
  font-family: 'Be Vietnam Pro';
  src: url(./files/bvp-${subset}-400-normal.woff2) format('woff2'), url(./files/bvp-${subset}-400-normal.woff) format('woff');
  unicode-range: U+0102;
}`;

test("only the wanted letters are kept, and only as woff2", () => {
  const sheet = fontFaces(["vietnamese", "latin-ext", "latin"].map(face).join("\n"), ["vietnamese", "latin"]);
  expect(sheet.files).toEqual(["bvp-vietnamese-400-normal.woff2", "bvp-latin-400-normal.woff2"]);
  expect(sheet.css).toContain('src: url(fonts/bvp-vietnamese-400-normal.woff2) format("woff2");');
  expect(sheet.css).not.toMatch(/latin-ext|\.woff\)/);
});
