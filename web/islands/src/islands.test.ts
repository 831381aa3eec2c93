import { beforeEach, expect, test, vi } from "vitest";
import { wake } from "./islands";

const attach = vi.fn();
const islands = { table: async () => ({ attach }), keys: async () => ({ attach }) };

beforeEach(() => {
  attach.mockClear();
  document.body.innerHTML = '<table data-island="table keys"></table><p data-island="unheard-of"></p>';
});

test("each island an element names is woken, and an unknown one left alone", async () => {
  await wake(document, islands);
  expect(attach).toHaveBeenCalledTimes(2);
  expect(document.querySelector("table")!.dataset.awake).toBe("table keys");
});

test("what is awake is not woken again when more of the page arrives", async () => {
  await wake(document, islands);
  document.body.insertAdjacentHTML("beforeend", '<table data-island="table"></table>');
  await wake(document, islands);
  expect(attach).toHaveBeenCalledTimes(3);
});

test("a piece that is itself an island is woken", async () => {
  await wake(document.querySelector("table")!, islands);
  expect(attach).toHaveBeenCalledTimes(2);
});
