// A map of areas coloured by a rate. It shows our own data and asks nobody else for anything: no tiles, no fonts.
//
// <div data-island="map" data-source="/board/areas.geojson" data-label-map="…" data-label-unavailable="…"
//      data-label-zoom-in="…" data-label-zoom-out="…">
// The source is a GeoJSON FeatureCollection of points or polygons in WGS 84 with these properties, all but the name
// optional: name, rate (a share; over 1 is legal, null is not known), label (the rate as people read it), href (its
// rows). Each area is a link on the map, so Tab and Enter reach what the mouse does; its colour repeats its label.
import type { Map as MapLibre } from "maplibre-gl";
import "./map.css";

type Position = number[];
type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };

export interface Area {
  type: "Feature";
  geometry: Geometry;
  properties: { name: string; rate?: number | null; label?: string; href?: string };
}

export interface Areas {
  type: "FeatureCollection";
  features: Area[];
}

type Box = [west: number, south: number, east: number, north: number];

export const STEPS = 5;

export async function attach(element: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(element.dataset.source ?? "", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    await draw(element, (await answer.json()) as Areas);
  } catch {
    // An old computer without WebGL, or a lost connection: the list beside the map says the same.
    element.replaceChildren(element.dataset.labelUnavailable ?? "");
    element.classList.add("map--unavailable");
  }
}

/** Which fifth of the way a rate is: 1 to 5, everything from 100 % up in the last; 0 is not known. */
export function stepOf(rate: number | null | undefined): number {
  if (rate === null || rate === undefined || Number.isNaN(rate)) return 0;
  return Math.min(STEPS, Math.max(1, Math.floor(rate * STEPS) + 1));
}

/** Every position of a geometry. */
export function positions(geometry: Geometry): Position[] {
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates.flat(2);
}

/** The smallest box in degrees that holds all positions; null when there are none. */
export function boxOf(all: Position[]): Box | null {
  if (all.length === 0) return null;
  const east = all.map((position) => position[0] ?? 0);
  const north = all.map((position) => position[1] ?? 0);
  const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b));
  return [least(east), least(north), most(east), most(north)];
}

/** Where an area's mark stands: the point itself, or the middle of the area's box. */
export function middle(geometry: Geometry): [number, number] {
  const box = boxOf(positions(geometry)) ?? [0, 0, 0, 0];
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** The mark of one area: a link that says name and rate, its class the step that colours it. */
export function markOf({ properties }: Area): HTMLElement {
  const mark = document.createElement(properties.href ? "a" : "span");
  if (properties.href) (mark as HTMLAnchorElement).href = properties.href;
  mark.className = `map-mark map-mark--${stepOf(properties.rate)}`;
  mark.textContent = properties.label ?? properties.name;
  mark.title = properties.name;
  if (properties.label) mark.setAttribute("aria-label", `${properties.name}: ${properties.label}`);
  if (!properties.href) mark.setAttribute("role", "img");
  return mark;
}

async function draw(element: HTMLElement, areas: Areas): Promise<void> {
  const box = boxOf(areas.features.flatMap((area) => positions(area.geometry)));
  if (!box) throw new Error("no areas");
  const maplibre = await import("maplibre-gl");
  const worker = "map-worker.js"; // in a variable: the build must leave this address as it is
  maplibre.setWorkerUrl(new URL(worker, import.meta.url).href);
  const map = new maplibre.Map({
    container: element,
    style: { version: 8, sources: {}, layers: [] },
    bounds: box,
    fitBoundsOptions: { padding: 48, maxZoom: 13 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: {
      "Map.Title": element.dataset.labelMap ?? "",
      "NavigationControl.ZoomIn": element.dataset.labelZoomIn ?? "",
      "NavigationControl.ZoomOut": element.dataset.labelZoomOut ?? "",
    },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  for (const area of areas.features) {
    new maplibre.Marker({ element: markOf(area) }).setLngLat(middle(area.geometry)).addTo(map);
  }
  map.once("load", () => fill(map, element, areas));
}

function fill(map: MapLibre, element: HTMLElement, areas: Areas): void {
  const features = areas.features
    .filter((area) => area.geometry.type !== "Point")
    .map((area) => ({ ...area, properties: { step: stepOf(area.properties.rate) } }));
  if (features.length === 0) return;
  const style = getComputedStyle(element);
  const colours = Array.from({ length: STEPS + 1 }, (_, step) => style.getPropertyValue(`--map-step-${step}`).trim());
  const cases = colours.slice(1).flatMap((colour, index) => [index + 1, colour]);
  map.addSource("areas", { type: "geojson", data: { type: "FeatureCollection", features } as never });
  map.addLayer({
    id: "areas",
    type: "fill",
    source: "areas",
    paint: {
      "fill-color": ["match", ["get", "step"], ...cases, colours[0]] as never,
      "fill-outline-color": style.getPropertyValue("--map-line").trim(),
    },
  });
}
