// A `table[data-sheet]` can be walked with the arrow keys and copied into a spreadsheet; with `data-sort` its rows,
// which are all here, are sorted by a press on a head. A cell's `data-value` is what it sorts and copies by.
const value = (cell) => cell.dataset.value ?? cell.textContent.trim().replace(/\s+/g, " ");
const rows = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);

export function wakeTables(part) {
  for (const table of part.querySelectorAll("table[data-sheet]:not([data-awake])")) {
    table.dataset.awake = "";
    table.addEventListener("keydown", (event) => walk(table, event));
    const first = rows(table)[0]?.cells[0];
    if (first) first.tabIndex = 0;
    if ("sort" in table.dataset) offerSorting(table);
  }
  for (const button of part.querySelectorAll("button[data-copies]:not([data-awake])")) {
    button.dataset.awake = "";
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function walk(table, event) {
  const cell = event.target.closest("td, th");
  if (event.target !== cell || !cell.closest("tbody") || !(event.key in steps)) return;
  const [down, right] = steps[event.key];
  const all = rows(table);
  const next = all[all.indexOf(cell.parentElement) + down]?.cells[cell.cellIndex + right];
  if (!next) return;
  event.preventDefault();
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function offerSorting(table) {
  for (const head of table.tHead.rows[0].cells) {
    if ("unsorted" in head.dataset) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "table__sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head));
  }
}

function sort(table, head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = new Intl.Collator("vi", { numeric: true });
  const compare = (a, b) => {
    const [x, y] = [value(a.cells[head.cellIndex]), value(b.cells[head.cellIndex])];
    const numbers = Number(x) - Number(y);
    return Number.isNaN(numbers) ? order.compare(x, y) : numbers;
  };
  for (const body of table.tBodies) {
    const sorted = [...body.rows].sort(compare);
    body.append(...(down ? sorted.reverse() : sorted));
  }
}

// What a spreadsheet would run as a formula is copied as text; a plain number, also a negative one, stays a number.
function cellText(cell) {
  const text = value(cell).replace(/\t/g, " ");
  return /^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

async function copy(button) {
  const table = document.getElementById(button.dataset.copies);
  const lines = [...table.rows].map((row) => [...row.cells].map(cellText).join("\t"));
  await navigator.clipboard.writeText(lines.join("\n"));
  const words = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = words), 2000);
}
