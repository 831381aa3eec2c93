// Quick entry: a form that follows a printed sheet and never needs the mouse.
//
// <form data-island="keys">, or a part of the page that holds a form for each door, with one [data-row] a line.
// Enter goes to the next field and Shift+Enter back, so a form is sent by Ctrl+Enter or its button only. Up and down
// go to the same field of the next line. In a group of radio buttons the key written on a choice
// (<input type="radio" data-key="1">) takes it and goes on.

const FIELDS = "input:not([type=hidden]), select, textarea, button[type=submit]";

export function attach(form: HTMLElement): void {
  form.addEventListener("keydown", (event) => {
    const field = event.target as HTMLElement;
    if (event.isComposing || !field.matches(FIELDS)) return;
    if (act(form, field, event)) event.preventDefault();
  });
  // A saved door comes back without its fields: whoever stood in it goes on to the next one.
  form.addEventListener("htmx:afterSettle", (event) => {
    const settled = event.target as Node;
    if (document.activeElement && document.activeElement !== document.body) return;
    const after = stops(form).find((field) => settled.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
    land(after);
  });
}

/** True when the key was ours. */
function act(form: HTMLElement, field: HTMLElement, event: KeyboardEvent): boolean {
  if (event.key === "Enter") return enter(form, field, event);
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    return !field.matches("select, textarea") && otherRow(form, field, event.key === "ArrowDown" ? 1 : -1);
  }
  return isRadio(field) && choose(form, field, event.key.toLowerCase());
}

function enter(form: HTMLElement, field: HTMLElement, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) {
    (field as HTMLInputElement).form?.requestSubmit();
    return true;
  }
  if (field.matches("button, textarea")) return false;
  return go(form, field, event.shiftKey ? -1 : 1) || true;
}

function choose(form: HTMLElement, field: HTMLInputElement, key: string): boolean {
  const choice = group(form, field).find((radio) => radio.dataset.key?.toLowerCase() === key);
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  choice.focus();
  go(form, choice, 1);
  return true;
}

const isRadio = (field: Element): field is HTMLInputElement => field.matches("input[type=radio]");

const radios = (form: HTMLElement): HTMLInputElement[] => [
  ...form.querySelectorAll<HTMLInputElement>("input[type=radio]:not(:disabled)"),
];

const group = (form: HTMLElement, radio: HTMLInputElement): HTMLInputElement[] =>
  radios(form).filter((other) => other.name === radio.name);

/** The places one stops at, in order: every field, and of each group of choices one. */
function stops(part: HTMLElement): HTMLElement[] {
  const fields = [...part.querySelectorAll<HTMLInputElement>(FIELDS)].filter((field) => !field.disabled && seen(field));
  return fields.filter((field) => !isRadio(field) || field === face(part, field));
}

/** What is folded away in a closed <details> is passed over. */
const seen = (field: HTMLElement): boolean => field.closest("details:not([open])") === null;

/** The choice that stands for its group: the one taken, else the first. */
function face(part: HTMLElement, radio: HTMLInputElement): HTMLInputElement {
  const all = group(part, radio);
  return all.find((other) => other.checked) ?? all[0] ?? radio;
}

const standing = (part: HTMLElement, field: HTMLElement): HTMLElement =>
  isRadio(field) ? face(part, field) : field;

function go(form: HTMLElement, from: HTMLElement, step: number): boolean {
  const places = stops(form);
  const to = places[places.indexOf(standing(form, from)) + step];
  return land(to);
}

function otherRow(form: HTMLElement, from: HTMLElement, step: number): boolean {
  const rows = [...form.querySelectorAll<HTMLElement>("[data-row]")];
  const row = from.closest<HTMLElement>("[data-row]");
  const next = row && rows[rows.indexOf(row) + step];
  if (!row || !next) return false;
  return land(stops(next)[stops(row).indexOf(standing(row, from))]);
}

function land(field: HTMLElement | undefined): boolean {
  field?.focus();
  if (field instanceof HTMLInputElement && field.type !== "radio") field.select();
  return field !== undefined;
}
