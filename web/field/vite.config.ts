// Builds the phone app into the room's static files; the server hands them out under /phone/.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { fonts } from "./making/fonts.ts";
import { icons } from "./making/icon.ts";
import { look } from "./making/look.ts";
import { leaveOutHydration } from "./making/never-hydrated.ts";
import { reasons } from "./making/reasons.ts";
import { shell } from "./making/shell.ts";

const here = import.meta.dirname;
const project = readFileSync(join(here, "../../pyproject.toml"), "utf8");
const version = /^version = "([^"]+)"/m.exec(project)?.[1] ?? "";

export default defineConfig({
  base: "./",
  publicDir: "beside",
  define: { __APP__: JSON.stringify(version) },
  plugins: [look(), reasons(), leaveOutHydration(), svelte({ configFile: false, compilerOptions: { runes: true, discloseVersion: false } }), icons(), fonts(), shell()],
  // Tests draw screens as a browser does: without this, Svelte would be read as on a server.
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
  build: {
    outDir: join(here, "../../src/bacung/fieldsync/static/field/built"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { app: join(here, "index.html"), sw: join(here, "src/sw.ts") },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  test: { environment: "node", include: ["**/*.test.ts"] },
});
