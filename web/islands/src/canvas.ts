// An empty map for our own data: no tiles, no fonts, nothing asked of anybody else.
//
// The element brings the words: data-label-map="…" data-label-zoom-in="…" data-label-zoom-out="…".
import type { Map as MapLibre } from "maplibre-gl";

export type Position = number[];
export type Box = [west: number, south: number, east: number, north: number];

export type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "LineString"; coordinates: Position[] }
  | { type: "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };

/** Every position of a geometry. */
export function positions(geometry: Geometry): Position[] {
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "LineString") return geometry.coordinates;
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

/** What the element's data-source answers, as JSON; throws where it does not. */
export async function sourceOf<Answer>(element: HTMLElement): Promise<Answer> {
  const answer = await fetch(element.dataset.source ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** An old computer without WebGL, or a lost connection: the list beside the map says the same. */
export function pointToList(element: HTMLElement): void {
  element.replaceChildren(element.dataset.labelUnavailable ?? "");
  element.classList.add("map--unavailable");
}

/** Room at the edges, in pixels: half a place's name fits beside its point. */
const AROUND = { top: 40, bottom: 40, left: 72, right: 72 };

/** A map over a box, with MapLibre itself to make marks with. `keepsPicture` lets it be printed. */
export async function openMap(
  element: HTMLElement,
  box: Box,
  { maxZoom = 13, keepsPicture = false }: { maxZoom?: number; keepsPicture?: boolean } = {},
): Promise<{ map: MapLibre; maplibre: typeof import("maplibre-gl") }> {
  const maplibre = await import("maplibre-gl");
  const worker = "map-worker.js"; // in a variable: the build must leave this address as it is
  maplibre.setWorkerUrl(new URL(worker, import.meta.url).href);
  const map = new maplibre.Map({
    container: element,
    style: { version: 8, sources: {}, layers: [] },
    bounds: box,
    fitBoundsOptions: { padding: AROUND, maxZoom },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    canvasContextAttributes: { preserveDrawingBuffer: keepsPicture },
    locale: {
      "Map.Title": element.dataset.labelMap ?? "",
      "NavigationControl.ZoomIn": element.dataset.labelZoomIn ?? "",
      "NavigationControl.ZoomOut": element.dataset.labelZoomOut ?? "",
    },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  if (keepsPicture) {
    // A canvas keeps the size it has on the screen: it is drawn anew, whole, for the paper and back again.
    const draw = (onPaper: boolean) => {
      element.classList.toggle("map--on-paper", onPaper);
      map.resize();
      map.fitBounds(box, { padding: AROUND, maxZoom, animate: false });
      map.redraw();
    };
    addEventListener("beforeprint", () => draw(true));
    addEventListener("afterprint", () => draw(false));
  }
  return { map, maplibre };
}
