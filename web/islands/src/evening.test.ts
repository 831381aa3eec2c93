import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attach, dashOf, type Feature, join, LOOKS, markOf, nameOf, openingBox } from "./evening";

const door: Feature = {
  type: "Feature",
  geometry: { type: "Point", coordinates: [105.87, 18.46] },
  properties: { kind: "door", pair: 2, look: 2, code: "07", row: "door-2-07", label: "Cặp 2, nhà 07, 19h30", hour: "19h30", state: "ahead", promised: true },
};
const way: Feature = {
  type: "Feature",
  geometry: { type: "LineString", coordinates: [[105.86, 18.45], [105.88, 18.47]] },
  properties: { kind: "route", pair: 2, look: 2 },
};
const hamlet: Feature = {
  type: "Feature",
  geometry: { type: "Point", coordinates: [100, 10] },
  properties: { kind: "hamlet", name: "<b>Thôn Thanh Lương</b>" },
};

beforeEach(() => {
  document.body.innerHTML = '<div data-source="/ways" data-label-unavailable="Xem danh sách."></div><ol><li id="door-2-07">Phan Đình Đức</li></ol>';
});
afterEach(() => vi.unstubAllGlobals());

test("a door's mark says pair, number and hour", () => {
  const mark = markOf(door);
  expect(mark.getAttribute("role")).toBe("img");
  expect(mark.getAttribute("aria-label")).toBe("Cặp 2, nhà 07, 19h30");
  expect(mark.textContent).toBe("0719h30");
  expect(mark.className).toContain("door-mark--promised");
});

test("names from outside are text, never markup", () => {
  expect(nameOf(hamlet).children).toHaveLength(0);
});

test("neighbouring pairs differ in their pattern, not by colour alone", () => {
  for (let look = 1; look < LOOKS; look += 1) expect(dashOf(look)).not.toEqual(dashOf(look + 1));
});

test("the map opens on ways and doors; hamlets far off do not make it small", () => {
  expect(openingBox([door, way, hamlet])).toEqual([105.86, 18.45, 105.88, 18.47]);
  expect(openingBox([hamlet])).toEqual([100, 10, 100, 10]);
  expect(openingBox([])).toBeNull();
});

test("standing on a row lights its door, pointing at a door lights its row, and leaving puts it out", () => {
  const row = document.getElementById("door-2-07")!;
  const mark = markOf(door);
  document.body.append(mark);
  join(mark, row);
  row.focus();
  expect(mark.classList.contains("is-lit")).toBe(true);
  row.blur();
  expect(mark.classList.contains("is-lit")).toBe(false);
  mark.dispatchEvent(new Event("mouseenter"));
  expect(row.classList.contains("is-lit")).toBe(true);
  mark.click();
  expect(document.activeElement).toBe(row);
});

test("without data the page points to the list", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 503 }));
  const element = document.querySelector<HTMLElement>("[data-source]")!;
  await attach(element);
  expect(element.textContent).toBe("Xem danh sách.");
});
