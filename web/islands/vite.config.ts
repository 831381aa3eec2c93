// Builds the islands into the site's static files under stable names; WhiteNoise does the caching.
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { writeFonts } from "./fonts.ts";

const built = join(import.meta.dirname, "../../src/bacung/site/static/built");

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [
    {
      name: "what-the-pages-need-beside-the-islands",
      closeBundle() {
        writeFonts(built);
        // The map's worker is a file of its own: the content security policy allows no worker made of text.
        cpSync(createRequire(import.meta.url).resolve("maplibre-gl/dist/maplibre-gl-worker.mjs"), join(built, "map-worker.js"));
      },
    },
  ],
  build: {
    outDir: built,
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { islands: join(import.meta.dirname, "src/islands.ts") },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
  test: { environment: "jsdom", include: ["**/*.test.ts"] },
});
