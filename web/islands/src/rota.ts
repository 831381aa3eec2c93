// A rota whose teams may be carried to another cell: by the mouse, or with the space bar and the arrow keys.
//
// <table data-island="table rota" data-form="FORM" data-label-picked="…" data-label-back="…">; a cell that may be
// changed is <td data-cell="2023-06-02.12">, a team in it <a data-team draggable="true">. Nothing is changed here:
// the form FORM gets `source` and `target` and is sent, and the server answers with what every rule says.

export function attach(element: HTMLElement): void {
  const table = element as HTMLTableElement;
  const form = document.getElementById(table.dataset.form ?? "");
  if (!(form instanceof HTMLFormElement)) return;
  const said = liveRegion(table);
  let picked: HTMLElement | null = null;

  const pick = (team: HTMLElement | null, words = ""): void => {
    picked?.removeAttribute("data-picked");
    picked = team;
    picked?.setAttribute("data-picked", "");
    said.textContent = words;
  };
  const put = (cell: HTMLElement): void => {
    const source = picked && cellOf(picked)?.dataset.cell;
    pick(null);
    if (source && cell.dataset.cell && source !== cell.dataset.cell) ask(form, source, cell.dataset.cell);
  };

  table.addEventListener("dragstart", (event) => {
    const team = teamOf(event.target);
    if (!team) return;
    pick(team);
    event.dataTransfer?.setData("text/plain", team.textContent.trim());
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  });
  table.addEventListener("dragover", (event) => {
    const cell = cellOf(event.target);
    mark(table, picked && cell);
    if (picked && cell) event.preventDefault();
  });
  table.addEventListener("dragleave", (event) => {
    if (!table.contains(event.relatedTarget as Node | null)) mark(table, null);
  });
  table.addEventListener("dragend", () => {
    mark(table, null);
    pick(null);
  });
  table.addEventListener("drop", (event) => {
    const cell = cellOf(event.target);
    mark(table, null);
    if (!cell || !picked) return;
    event.preventDefault();
    put(cell);
  });
  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked) pick(null, table.dataset.labelBack);
    if (event.key !== " ") return;
    const cell = cellOf(event.target);
    const team = teamOf(event.target);
    if (picked ? !cell : !team) return;
    event.preventDefault();
    if (picked && cell) put(cell);
    else pick(team, table.dataset.labelPicked);
  });
}

/** Send the form that asks what the rules say of going from one cell to another. */
function ask(form: HTMLFormElement, source: string, target: string): void {
  for (const [name, value] of Object.entries({ source, target })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;

/** The team at a place: the card itself, or the one in the cell that holds the focus. */
function teamOf(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>("[data-team]") ?? cellOf(target)?.querySelector<HTMLElement>("[data-team]") ?? null;
}

/** Show which cell would take the team. */
function mark(table: HTMLElement, cell: HTMLElement | null): void {
  for (const other of table.querySelectorAll<HTMLElement>("[data-over]")) {
    if (other !== cell) delete other.dataset.over;
  }
  if (cell) cell.dataset.over = "";
}

/** A place where the page says what was picked up, to those who do not see it. */
function liveRegion(table: HTMLElement): HTMLElement {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "small soft";
  table.after(said);
  return said;
}
