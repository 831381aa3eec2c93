import { beforeEach, expect, test } from "vitest";
import { asHtml, asText, attach, compare, harmless, valueOf } from "./table";

let table: HTMLTableElement;

beforeEach(() => {
  document.body.innerHTML = `
    <table data-label-copy="Chép">
      <thead><tr><th>Xã</th><th>Đạt</th><th data-unsorted>Việc</th></tr></thead>
      <tbody>
        <tr><td>Đức Thọ</td><td>970</td><td><a href="/1">mở</a></td></tr>
        <tr><td>Dương Đình</td><td>3.644</td><td></td></tr>
        <tr><td>Ân Phú</td><td>–</td><td></td></tr>
        <tr><td>An Dũng</td><td>−12</td><td></td></tr>
      </tbody>
      <tfoot><tr><td>Cộng</td><td>4.602</td><td></td></tr></tfoot>
    </table>`;
  table = document.querySelector("table")!;
  attach(table);
});

const column = (at: number) => [...table.tBodies[0]!.rows].map((row) => row.cells[at]!.textContent);
const click = (at: number) => table.tHead!.rows[0]!.cells[at]!.querySelector("button")!.click();
const cellWith = (text: string) => {
  document.body.innerHTML = `<table><tr><td>${text}</td></tr></table>`;
  return document.querySelector("td")!;
};

test("communes stand in Vietnamese order: a before â, d before đ", () => {
  click(0);
  expect(column(0)).toEqual(["An Dũng", "Ân Phú", "Dương Đình", "Đức Thọ"]);
});

test("figures stand by size, the other way on a second press, and a missing figure last both times", () => {
  click(1);
  expect(column(1)).toEqual(["−12", "970", "3.644", "–"]);
  click(1);
  expect(column(1)).toEqual(["3.644", "970", "−12", "–"]);
});

test("the sorted head says so to a screen reader, and only that one", () => {
  click(0);
  click(1);
  const said = [...table.tHead!.rows[0]!.cells].map((cell) => cell.getAttribute("aria-sort"));
  expect(said).toEqual([null, "ascending", null]);
});

test("the totals stay below and an unsorted head has no button", () => {
  click(1);
  expect(table.tFoot!.rows[0]!.cells[1]!.textContent).toBe("4.602");
  expect(table.tHead!.rows[0]!.cells[2]!.querySelector("button")).toBeNull();
});

test.each([
  ["3.970", 3970],
  ["41,6 %", 41.6],
  ["−1.204,5", -1204.5],
])("%s is the number %d", (text, number) => {
  expect(valueOf(cellWith(text))).toEqual({ kind: "number", number });
});

test("a house number or a code with dots is not taken for a figure", () => {
  expect(valueOf(cellWith("12.34.5")).kind).toBe("text");
});

test("numbers come before words", () => {
  expect(compare({ kind: "number", number: 9 }, { kind: "text", text: "a" }, 1)).toBeLessThan(0);
});

test("the arrow keys move between cells, into the link where there is one", () => {
  const first = table.tBodies[0]!.rows[0]!.cells[1]!;
  first.tabIndex = -1;
  first.focus();
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  expect(document.activeElement?.getAttribute("href")).toBe("/1");
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  expect(document.activeElement).toBe(table.tBodies[0]!.rows[1]!.cells[2]);
});

test("at the edge of the table an arrow key stays where it is", () => {
  const corner = table.tFoot!.rows[0]!.cells[2]!;
  corner.tabIndex = -1;
  corner.focus();
  corner.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  expect(document.activeElement).toBe(corner);
});

test("a copy has plain figures for any spreadsheet", () => {
  expect(asText(table).split("\r\n")[2]).toBe("Dương Đình\t3644\t");
  expect(asHtml(table)).toContain('x:num="3644"');
});

test("a cell that begins like a formula is copied as text; a negative number stays one", () => {
  expect(harmless("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(harmless("-2,5")).toBe("-2,5");
});
