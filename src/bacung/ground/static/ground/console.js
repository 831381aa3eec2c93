// The little the console needs beyond HTMX: tables one can sort, walk and copy, and a place to drop a file.
import { wakeTables } from "./tables.js";
import { wakeDrops } from "./drops.js";

function wake(part) {
  wakeTables(part);
  wakeDrops(part);
}

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));
