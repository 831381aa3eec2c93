// The two weights of the typeface that the phone uses; the phone fetches them after everything else.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { readFonts } from "../../islands/fonts.ts";

export const fonts = (): Plugin => ({
  name: "fonts-of-the-phone",
  generateBundle() {
    const { css, files } = readFonts(["400", "600"]);
    this.emitFile({ type: "asset", fileName: "fonts.css", source: css });
    for (const [name, path] of files) {
      this.emitFile({ type: "asset", fileName: `fonts/${name}`, source: readFileSync(path) });
    }
  },
});
