import { beforeEach, expect, test, vi } from "vitest";
import { attach } from "./keys";

let form: HTMLFormElement;
const sent = vi.fn((event: Event) => event.preventDefault());

const row = (door: number) => `
  <fieldset data-row>
    <input type="radio" name="outcome-${door}" value="met" data-key="1" id="met-${door}">
    <input type="radio" name="outcome-${door}" value="away" data-key="v" id="away-${door}">
    <input name="minutes-${door}" id="minutes-${door}">
    <input name="note-${door}" id="note-${door}" disabled>
    <input name="time-${door}" id="time-${door}">
  </fieldset>`;

beforeEach(() => {
  sent.mockClear();
  document.body.innerHTML = `<form>${row(1)}${row(2)}<button type="submit" id="send">Ghi</button></form>`;
  form = document.querySelector("form")!;
  form.addEventListener("submit", sent);
  attach(form);
});

const at = () => document.activeElement?.id;
const press = (key: string, more: KeyboardEventInit = {}) =>
  document.activeElement!.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
const stand = (id: string) => document.getElementById(id)!.focus();

test("Enter goes field by field, past what is closed, into the next door", () => {
  stand("minutes-1");
  press("Enter");
  expect(at()).toBe("time-1");
  press("Enter");
  expect(at()).toBe("met-2");
});

test("Shift and Enter go back", () => {
  stand("time-1");
  press("Enter", { shiftKey: true });
  expect(at()).toBe("minutes-1");
});

test("a single key takes an outcome and goes on; capital letters do too", () => {
  stand("met-1");
  press("V");
  expect((document.getElementById("away-1") as HTMLInputElement).checked).toBe(true);
  expect(at()).toBe("minutes-1");
});

test("a choice made by key is heard by the page", () => {
  const heard = vi.fn();
  form.addEventListener("change", heard);
  stand("met-1");
  press("1");
  expect(heard).toHaveBeenCalledOnce();
});

test("a key that no choice has, or that is typed into a text, is left to the browser", () => {
  stand("met-1");
  expect(press("x")).toBe(true);
  stand("minutes-1");
  expect(press("1")).toBe(true);
  expect(at()).toBe("minutes-1");
});

test("down goes to the same field of the next door, up comes back, and the last door is the end", () => {
  stand("time-1");
  press("ArrowDown");
  expect(at()).toBe("time-2");
  press("ArrowDown");
  expect(at()).toBe("time-2");
  press("ArrowUp");
  expect(at()).toBe("time-1");
});

test("only Ctrl and Enter send the form", () => {
  stand("time-2");
  press("Enter");
  expect(sent).not.toHaveBeenCalled();
  press("Enter", { ctrlKey: true });
  expect(sent).toHaveBeenCalledOnce();
});

test("what is folded away is passed over", () => {
  const note = document.getElementById("note-1") as HTMLInputElement;
  note.disabled = false;
  note.outerHTML = `<details>${note.outerHTML}</details>`;
  stand("minutes-1");
  press("Enter");
  expect(at()).toBe("time-1");
  document.querySelector("details")!.open = true;
  stand("minutes-1");
  press("Enter");
  expect(at()).toBe("note-1");
});

test("where a part of the page holds a form for each door, Ctrl and Enter send the one stood in", () => {
  document.body.innerHTML = `<div><form id="first">${row(1)}</form><form id="second">${row(2)}</form></div>`;
  const part = document.querySelector("div")!;
  const which: string[] = [];
  part.addEventListener("submit", (event) => {
    event.preventDefault();
    which.push((event.target as HTMLFormElement).id);
  });
  attach(part);
  stand("time-1");
  press("Enter");
  expect(at()).toBe("met-2");
  press("Enter", { ctrlKey: true });
  expect(which).toEqual(["second"]);
});

test("after a door has come back saved one stands in the next", () => {
  document.body.innerHTML = `<div><form id="first">${row(1)}</form><form id="second">${row(2)}</form></div>`;
  const part = document.querySelector("div")!;
  attach(part);
  const saved = document.createElement("p");
  document.getElementById("first")!.replaceWith(saved);
  saved.dispatchEvent(new Event("htmx:afterSettle", { bubbles: true }));
  expect(at()).toBe("met-2");
});
