import { expect, test } from "vitest";
import { centre, frameOf, hamletNames, linesPath, placed, projection, zoomed } from "./map-geometry.ts";
import { door } from "./trial.ts";

test("a hundredth of a degree is about a kilometre, less to the east", () => {
  const project = projection({ lat: 18.45, lon: 105.9 });
  expect(project(105.9, 18.46)).toEqual({ x: 0, y: expect.closeTo(-1113, 0) });
  expect(project(105.91, 18.45).x).toBeCloseTo(1056, 0);
});

test("doors without a place are left to the list", () => {
  expect(placed([door({ lat: null, lon: null })])).toBeNull();
  const way = placed([door(), door({ hh: 12, lat: 18.402 }), door({ hh: 13, lat: null })]);
  expect(way?.doors.map((one) => one.door.hh)).toEqual([11, 12]);
});

test("all doors are in the frame, whatever its shape; one door alone has a street around it", () => {
  for (const shape of [0.5, 1, 2]) {
    const frame = frameOf([{ x: -500, y: 0 }, { x: 400, y: 90 }], shape);
    expect(frame.x).toBeLessThan(-500);
    expect(frame.x + frame.wide).toBeGreaterThan(400);
    expect(frame.wide / frame.high).toBeCloseTo(shape);
  }
  expect(frameOf([{ x: 0, y: 0 }], 1).wide).toBeGreaterThan(100);
});

test("zooming keeps the point that is zoomed on, and has an end", () => {
  const frame = { x: 0, y: 0, wide: 1000, high: 1000 };
  const nearer = zoomed(frame, 0.5, { x: 250, y: 250 });
  expect(nearer).toEqual({ x: 125, y: 125, wide: 500, high: 500 });
  expect(zoomed(frame, 1e-9, centre(frame)).wide).toBe(60);
});

test("a hamlet's name stands over its doors", () => {
  const way = placed([door({ lat: 18.4 }), door({ hh: 12, lat: 18.41 }), door({ hh: 13, hamlet: "Thôn Đông Châu" })]);
  expect(hamletNames(way!.doors).map((one) => one.name)).toEqual(["Thôn Thanh Lương", "Thôn Đông Châu"]);
});

test("lines and outlines become one path, points and rubbish nothing", () => {
  const project = (lon: number, lat: number) => ({ x: lon, y: lat });
  const line = { geometry: { type: "LineString", coordinates: [[0, 0], [1, 2]] } };
  const field = { geometry: { type: "MultiPolygon", coordinates: [[[[5, 5], [6, 6]]]] } };
  const well = { geometry: { type: "Point", coordinates: [9, 9] } };
  expect(linesPath({ features: [line, field, well, {}] }, project)).toBe("M0.0 0.0L1.0 2.0M5.0 5.0L6.0 6.0");
  expect(linesPath(null, project)).toBe("");
});
