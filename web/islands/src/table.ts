// A table that can be sorted by its heads, walked with the arrow keys, and copied into a spreadsheet.
//
// <table data-island="table" data-label-copy="…" data-label-copied="…">; a <td data-value="41.6"> says its number
// (or sort key) to machines; a <th data-unsorted> is not sorted by. Totals stay where they are, in <tfoot>.

type Value = { kind: "number"; number: number } | { kind: "text"; text: string } | { kind: "blank" };

const order = new Intl.Collator("vi", { numeric: true, sensitivity: "variant" });
const VIETNAMESE_NUMBER = /^[+−-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?\s*%?$/;
const EMPTY = new Set(["", "–", "—", "-"]);

export function attach(element: HTMLElement): void {
  const table = element as HTMLTableElement;
  for (const head of table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? []) {
    if (head.dataset.unsorted === undefined && head.textContent.trim()) makeSortable(table, head);
  }
  table.addEventListener("keydown", (event) => walk(table, event));
  if (table.dataset.labelCopy) offerCopy(table);
}

/** What a cell says, as a number where it is one: "3.970", "−12", "41,6 %" are; "an 2" is not. */
export function valueOf(cell: HTMLElement): Value {
  const machine = cell.dataset.value;
  const text = (machine ?? cell.textContent).normalize("NFC").trim();
  if (EMPTY.has(text)) return { kind: "blank" };
  const plain = machine ?? (VIETNAMESE_NUMBER.test(text) ? plainNumber(text) : "");
  const number = plain === "" ? NaN : Number(plain);
  return Number.isNaN(number) ? { kind: "text", text } : { kind: "number", number };
}

const plainNumber = (text: string): string =>
  text.replace(/[.\s%]/g, "").replace("−", "-").replace(",", ".");

/** Numbers before words, words in Vietnamese order, blanks last whichever way the column runs. */
export function compare(a: Value, b: Value, direction: 1 | -1): number {
  if (a.kind === "blank" || b.kind === "blank") return Number(a.kind === "blank") - Number(b.kind === "blank");
  if (a.kind === "number" && b.kind === "number") return direction * (a.number - b.number);
  if (a.kind === "text" && b.kind === "text") return direction * order.compare(a.text, b.text);
  return direction * (a.kind === "number" ? -1 : 1);
}

function makeSortable(table: HTMLTableElement, head: HTMLTableCellElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "table-sort";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => sortBy(table, head));
}

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement): void {
  const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of head.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  for (const body of table.tBodies) {
    const rows = [...body.rows].map((row) => ({ row, value: valueIn(row, head.cellIndex) }));
    rows.sort((a, b) => compare(a.value, b.value, direction));
    body.append(...rows.map(({ row }) => row));
  }
}

function valueIn(row: HTMLTableRowElement, column: number): Value {
  const cell = row.cells[column];
  return cell ? valueOf(cell) : { kind: "blank" };
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Move to the neighbouring cell; where text is being typed, left and right belong to the text. */
function walk(table: HTMLTableElement, event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = event.target as HTMLElement;
  const cell = from.closest<HTMLTableCellElement>("td, th");
  if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  if (from.matches("select, textarea") || (from.matches("input") && step[1] !== 0)) return;
  const row = cell.parentElement as HTMLTableRowElement;
  const to = table.rows[row.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  if (!to) return;
  event.preventDefault();
  const inside = to.querySelector<HTMLElement>("a[href], button, input, select");
  if (!inside) to.tabIndex = -1;
  (inside ?? to).focus();
}

function offerCopy(table: HTMLTableElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "table-copy";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.textContent = table.dataset.labelCopy ?? "";
  button.addEventListener("click", () => {
    copy(table);
    said.textContent = table.dataset.labelCopied ?? "";
  });
  table.after(button, said);
}

/** Put the table on the clipboard; this way works also where the page has no trusted HTTPS name. */
function copy(table: HTMLTableElement): void {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", asText(table));
    event.clipboardData?.setData("text/html", asHtml(table));
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
}

const shown = (cell: HTMLElement): string => cell.textContent.normalize("NFC").replace(/\s+/g, " ").trim();

/** A cell a spreadsheet must not run: text that begins like a formula gets an apostrophe. */
export function harmless(text: string): string {
  return /^[=+@\t-]/.test(text) && !VIETNAMESE_NUMBER.test(text) ? `'${text}` : text;
}

/** Rows by line, cells by tab, as shown but for thousands dots, which half the spreadsheets misread. */
export function asText(table: HTMLTableElement): string {
  const cellText = (cell: HTMLElement) => {
    const text = shown(cell);
    return VIETNAMESE_NUMBER.test(text) ? text.replace(/\./g, "").replace("−", "-") : harmless(text);
  };
  return [...table.rows].map((row) => [...row.cells].map(cellText).join("\t")).join("\r\n");
}

/** The same with each figure said in a way every spreadsheet reads alike, whatever its language. */
export function asHtml(table: HTMLTableElement): string {
  const copyOf = document.createElement("table");
  for (const row of table.rows) {
    const line = copyOf.insertRow();
    for (const cell of row.cells) {
      const text = shown(cell);
      const here = line.insertCell();
      here.textContent = harmless(text);
      if (VIETNAMESE_NUMBER.test(text)) here.setAttribute("x:num", plainNumber(text));
    }
  }
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel">${copyOf.outerHTML}</html>`;
}
