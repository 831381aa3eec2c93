// Tells the service worker which files the app is made of: the shell, without which nothing works, and what may come
// later. The version is a hash of both, so it changes when any byte of the app does.
import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

const WORKER = "sw.js";
// Screens that are fetched by themselves, and yet must never be missing without a network.
const ALWAYS = ["Unlock", "Closed", "Add", "Guide", "ThisPhone", "goods"];
// Copied beside the bundle, so the bundle does not know them.
const BESIDE = ["manifest.json"];

/** The page itself, its program with all that it imports at once, and its styles; the same of some chunks by name. */
export function shellOf(bundle: Bundle, also: string[] = []): string[] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const part = bundle[name];
    if (!part || wanted.has(name)) return;
    wanted.add(name);
    if (part.type !== "chunk") return;
    part.imports.forEach(add);
    part.viteMetadata?.importedCss.forEach(add);
  };
  for (const part of Object.values(bundle)) {
    const wanted = part.type === "chunk" && (part.isEntry || also.includes(part.name));
    if (wanted && part.fileName !== WORKER) add(part.fileName);
  }
  return ["./", ...wanted].sort();
}

/** What makes things work comes before what makes them beautiful. */
const weight = (name: string): number => (name.endsWith(".js") ? 0 : name.startsWith("font") ? 2 : 1);

export const shell = (): Plugin => ({
  name: "list-of-the-app-for-its-worker",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      const first = shellOf(bundle, ALWAYS);
      const page = "index.html";
      const later = [...Object.keys(bundle).filter((name) => ![WORKER, page, ...first].includes(name)), ...BESIDE];
      later.sort((a, b) => weight(a) - weight(b) || a.localeCompare(b));
      const version = createHash("sha256").update(JSON.stringify([first, later]));
      for (const part of Object.values(bundle)) {
        if (part.fileName !== WORKER) version.update(part.type === "chunk" ? part.code : part.source);
      }
      worker.code = worker.code
        .replace("__SHELL__", JSON.stringify(first))
        .replace("__LATER__", JSON.stringify(later))
        .replace("__VERSION__", JSON.stringify(version.digest("hex").slice(0, 12)));
    },
  },
});
