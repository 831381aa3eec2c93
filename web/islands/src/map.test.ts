import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { boxOf, positions } from "./canvas";
import { type Area, attach, markOf, middle, stepOf } from "./map";

const phuLuu: Area = {
  type: "Feature",
  geometry: { type: "Point", coordinates: [105.87, 18.46] },
  properties: { name: "Phù Lưu", rate: 0.835, label: "83,5 %", href: "/areas/18568" },
};
const square: Area["geometry"] = {
  type: "MultiPolygon",
  coordinates: [[[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]], [[[4, 4], [6, 4], [6, 5], [4, 4]]]],
};

beforeEach(() => {
  document.body.innerHTML = '<div data-island="map" data-source="/areas" data-label-unavailable="Xem bảng."></div>';
});
afterEach(() => vi.unstubAllGlobals());

test.each([
  [0, 1],
  [0.199, 1],
  [0.2, 2],
  [0.835, 5],
  [1.04, 5],
  [null, 0],
])("a rate of %s is coloured as step %d", (rate, step) => {
  expect(stepOf(rate)).toBe(step);
});

test("the map opens on all areas, points and polygons in several pieces", () => {
  expect(boxOf([...positions(phuLuu.geometry), ...positions(square)])).toEqual([0, 0, 105.87, 18.46]);
  expect(boxOf([])).toBeNull();
});

test("a polygon's mark stands in the middle, a point's on the point", () => {
  expect(middle(square)).toEqual([3, 2.5]);
  expect(middle(phuLuu.geometry)).toEqual([105.87, 18.46]);
});

test("a mark is a link that says its commune and rate, so it can be reached by Tab", () => {
  const mark = markOf(phuLuu);
  expect(mark.tagName).toBe("A");
  expect(mark.getAttribute("href")).toBe("/areas/18568");
  expect(mark.getAttribute("aria-label")).toBe("Phù Lưu: 83,5 %");
  expect(mark.classList).toContain("map-mark--5");
});

test("names from outside are text, never markup", () => {
  const mark = markOf({ ...phuLuu, properties: { name: "<img src=x onerror=alert(1)>" } });
  expect(mark.children).toHaveLength(0);
});

test("without data the page says so and points to the list", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 503 }));
  const element = document.querySelector<HTMLElement>("[data-island]")!;
  await attach(element);
  expect(element.textContent).toBe("Xem bảng.");
});
