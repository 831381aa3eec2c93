// A map of areas coloured by a rate. It shows our own data and asks nobody else for anything: no tiles, no fonts.
//
// <div data-island="map" data-source="/board/areas.geojson" data-label-map="…" data-label-unavailable="…"
//      data-label-zoom-in="…" data-label-zoom-out="…">
// The source is a GeoJSON FeatureCollection of points or polygons in WGS 84 with these properties, all but the name
// optional: name, rate (a share; over 1 is legal, null is not known), label (the rate as people read it), href (its
// rows). Each area is a link on the map, so Tab and Enter reach what the mouse does; its colour repeats its label.
import type { Map as MapLibre } from "maplibre-gl";
import { boxOf, type Geometry, openMap, pointToList, positions, sourceOf } from "./canvas";
import "./map.css";

export interface Area {
  type: "Feature";
  geometry: Geometry;
  properties: { name: string; rate?: number | null; label?: string; href?: string };
}

export interface Areas {
  type: "FeatureCollection";
  features: Area[];
}

export const STEPS = 5;

export async function attach(element: HTMLElement): Promise<void> {
  try {
    await draw(element, await sourceOf<Areas>(element));
  } catch {
    pointToList(element);
  }
}

/** Which fifth of the way a rate is: 1 to 5, everything from 100 % up in the last; 0 is not known. */
export function stepOf(rate: number | null | undefined): number {
  if (rate === null || rate === undefined || Number.isNaN(rate)) return 0;
  return Math.min(STEPS, Math.max(1, Math.floor(rate * STEPS) + 1));
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
  const { map, maplibre } = await openMap(element, box);
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
