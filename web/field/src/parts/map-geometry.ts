// The round's map in metres: x to the east, y to the south, from the middle of the doors.
import type { DoorView } from "../contract.ts";

export interface Point {
  x: number;
  y: number;
}
export interface Frame extends Point {
  wide: number;
  high: number;
}
/** From degrees to metres around a place; good to a metre over a commune. */
export type Projection = (lon: number, lat: number) => Point;

const METRES = 111_320;

export function projection(around: { lat: number; lon: number }): Projection {
  const narrow = Math.cos((around.lat * Math.PI) / 180);
  return (lon, lat) => ({ x: (lon - around.lon) * METRES * narrow, y: (around.lat - lat) * METRES });
}

export interface Placed {
  door: DoorView;
  at: Point;
}

/** The doors that have a place, and how to project; null without any. */
export function placed(doors: DoorView[]): { project: Projection; doors: Placed[] } | null {
  const known = doors.filter((door) => door.lat !== null && door.lon !== null);
  if (!known.length) return null;
  const middle = (of: (door: DoorView) => number): number => known.reduce((sum, door) => sum + of(door), 0) / known.length;
  const project = projection({ lat: middle((door) => door.lat!), lon: middle((door) => door.lon!) });
  return { project, doors: known.map((door) => ({ door, at: project(door.lon!, door.lat!) })) };
}

const LEAST = 150; // m: two neighbours fill no whole screen

/** What has to be seen to see all of them, with a margin, in the shape of the screen (width over height). */
export function frameOf(points: Point[], shape: number): Frame {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const high = Math.max(bottom - top, (right - left) / shape, LEAST) * 1.3;
  const wide = high * shape;
  return { x: (left + right - wide) / 2, y: (top + bottom - high) / 2, wide, high };
}

/** Nearer (by < 1) or farther, with one point of the map staying where it is. */
export function zoomed(frame: Frame, by: number, on: Point): Frame {
  const wide = Math.min(20_000, Math.max(60, frame.wide * by));
  const scale = wide / frame.wide;
  return {
    x: on.x - (on.x - frame.x) * scale,
    y: on.y - (on.y - frame.y) * scale,
    wide,
    high: frame.high * scale,
  };
}

export const centre = (frame: Frame): Point => ({ x: frame.x + frame.wide / 2, y: frame.y + frame.high / 2 });

/** Where each hamlet's name is written: above the middle of its doors. */
export function hamletNames(doors: Placed[]): { name: string; at: Point }[] {
  return [...grouped(doors)].filter(([name]) => name).map(([name, members]) => {
    const xs = members.reduce((sum, one) => sum + one.at.x, 0) / members.length;
    return { name, at: { x: xs, y: Math.min(...members.map((one) => one.at.y)) } };
  });
}

function grouped(doors: Placed[]): Map<string, Placed[]> {
  const by = new Map<string, Placed[]>();
  for (const one of doors) by.set(one.door.hamlet, [...(by.get(one.door.hamlet) ?? []), one]);
  return by;
}

interface Feature {
  geometry?: { type?: string; coordinates?: unknown };
}

/** The lines of a GeoJSON file as one SVG path; anything that is no line is passed over. */
export function linesPath(basemap: unknown, project: Projection): string {
  const features = (basemap as { features?: Feature[] } | null)?.features ?? [];
  return features.flatMap(({ geometry }) => lines(geometry)).map((line) => path(line, project)).join("");
}

function lines(geometry: Feature["geometry"]): number[][][] {
  if (geometry?.type === "LineString") return [geometry.coordinates as number[][]];
  if (geometry?.type === "MultiLineString" || geometry?.type === "Polygon") return geometry.coordinates as number[][][];
  if (geometry?.type === "MultiPolygon") return (geometry.coordinates as number[][][][]).flat();
  return [];
}

const path = (line: number[][], project: Projection): string =>
  line
    .map(([lon, lat], i) => {
      const { x, y } = project(lon!, lat!);
      return `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
