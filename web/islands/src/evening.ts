// Ways over a commune: an evening's by pair, or a whole commune's by turf. Our own data only.
//
// <div data-island="evening" data-source="….geojson" data-label-map="…" data-label-unavailable="…"
//      data-label-zoom-in="…" data-label-zoom-out="…">
// Each feature has a `kind`: outline, hamlet (name), start (name), route (pair, look), spot (look: a door as a mere
// point) and door (pair, look, code, row, label, hour, state, promised). A door's mark belongs to a row of the list, by
// the row's id: what is pointed at here is lit there, a click goes there; and rows can be stood on, which lights the mark.
import type { Map as MapLibre } from "maplibre-gl";
import { boxOf, type Geometry, openMap, pointToList, positions, sourceOf } from "./canvas";
import "./evening.css";

export interface Feature {
  type: "Feature";
  geometry: Geometry;
  properties: {
    kind: "outline" | "hamlet" | "start" | "route" | "spot" | "door";
    name?: string;
    pair?: number;
    look?: number;
    code?: string;
    row?: string;
    label?: string;
    hour?: string;
    state?: "ahead" | "done" | "never";
    promised?: boolean;
  };
}

export interface Features {
  type: "FeatureCollection";
  features: Feature[];
}

export const LOOKS = 7;

/** Lengths of dash and gap in widths of the line: neighbours differ also for whoever sees no colours. */
const DASHES: number[][] = [[1, 0], [4, 2], [1, 1.6], [6, 1.6, 1, 1.6]];

export const dashOf = (look: number): number[] => DASHES[(look - 1) % DASHES.length]!;

export async function attach(element: HTMLElement): Promise<void> {
  try {
    await draw(element, await sourceOf<Features>(element));
  } catch {
    pointToList(element);
  }
}

/** What the map opens on: ways and doors; the outline and the hamlets only where there are none. */
export function openingBox(features: Feature[]): ReturnType<typeof boxOf> {
  const near = features.filter(({ properties }) => !["outline", "hamlet"].includes(properties.kind));
  return boxOf((near.length ? near : features).flatMap(({ geometry }) => positions(geometry)));
}

/** The mark of a door says pair, number and hour. Marks lie close together: what can be stood on are the rows. */
export function markOf({ properties }: Feature): HTMLElement {
  const mark = document.createElement("span");
  mark.setAttribute("role", "img");
  mark.className = `door-mark way-look--${properties.look ?? 1} door-mark--${properties.state ?? "ahead"}`;
  if (properties.promised) mark.classList.add("door-mark--promised");
  mark.textContent = properties.code ?? "";
  if (properties.hour) {
    const hour = document.createElement("span");
    hour.className = "door-mark__hour";
    hour.textContent = properties.hour;
    mark.append(hour);
  }
  mark.setAttribute("aria-label", properties.label ?? properties.code ?? "");
  return mark;
}

/** A name on the map, of a hamlet or of where the pairs set out. */
export function nameOf({ properties }: Feature): HTMLElement {
  const name = document.createElement("span");
  name.className = `place-mark place-mark--${properties.kind}`;
  name.textContent = properties.name ?? "";
  return name;
}

/** Whatever is pointed at or stood on, on one side, is lit on both. */
export function join(mark: HTMLElement, row: HTMLElement): void {
  row.tabIndex = 0;
  mark.addEventListener("click", () => row.focus());
  for (const side of [mark, row]) {
    for (const [begin, end] of [["mouseenter", "mouseleave"], ["focusin", "focusout"]] as const) {
      side.addEventListener(begin, () => light(mark, row, true));
      side.addEventListener(end, () => light(mark, row, false));
    }
  }
}

function light(mark: HTMLElement, row: HTMLElement, on: boolean): void {
  mark.classList.toggle("is-lit", on);
  row.classList.toggle("is-lit", on);
}

async function draw(element: HTMLElement, { features }: Features): Promise<void> {
  const box = openingBox(features);
  if (!box) throw new Error("nothing to draw");
  const { map, maplibre } = await openMap(element, box, { maxZoom: 17, keepsPicture: true });
  for (const feature of features) {
    const { kind, row } = feature.properties;
    if (feature.geometry.type !== "Point" || kind === "spot") continue;
    const mark = kind === "door" ? markOf(feature) : nameOf(feature);
    new maplibre.Marker({ element: mark }).setLngLat(feature.geometry.coordinates as [number, number]).addTo(map);
    const beside = row ? document.getElementById(row) : null;
    if (beside) join(mark, beside);
  }
  map.once("load", () => lines(map, element, features));
}

function lines(map: MapLibre, element: HTMLElement, features: Feature[]): void {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const add = (id: string, wanted: Feature[], layer: object): void => {
    if (wanted.length === 0) return;
    map.addSource(id, { type: "geojson", data: { type: "FeatureCollection", features: wanted } as never });
    map.addLayer({ id, source: id, ...layer } as never);
  };
  const of = (kind: string, look?: number): Feature[] =>
    features.filter(({ properties }) => properties.kind === kind && (look === undefined || properties.look === look));
  add("outline", of("outline"), { type: "line", paint: { "line-color": colour("--line-strong"), "line-width": 1.5 } });
  for (let look = 1; look <= LOOKS; look += 1) {
    const paint = { "line-color": colour(`--way-${look}`), "line-width": 3, "line-dasharray": dashOf(look) };
    add(`route-${look}`, of("route", look), { type: "line", layout: { "line-join": "round" }, paint });
    const spot = { "circle-radius": 3, "circle-color": colour(`--way-${look}`), "circle-stroke-width": 1, "circle-stroke-color": colour("--sheet") };
    add(`spot-${look}`, of("spot", look), { type: "circle", paint: spot });
  }
}
