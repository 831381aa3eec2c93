// Finds the islands of a page, `data-island="map table"`, and wakes each once, also in what HTMX brings later.
// What is awake says so in `data-awake`.

type Attach = (element: HTMLElement) => void | Promise<void>;

const ISLANDS: Record<string, () => Promise<{ attach: Attach }>> = {
  evening: () => import("./evening"),
  keys: () => import("./keys"),
  map: () => import("./map"),
  rota: () => import("./rota"),
  table: () => import("./table"),
};

const awake = new WeakMap<Element, Set<string>>();

/** Wake every sleeping island in a part of the page. */
export async function wake(part: ParentNode, islands = ISLANDS): Promise<void> {
  const found = [...part.querySelectorAll<HTMLElement>("[data-island]")];
  if (part instanceof HTMLElement && part.dataset.island) found.unshift(part);
  await Promise.all(found.flatMap((element) => names(element).map((name) => wakeOne(element, name, islands))));
}

const names = (element: HTMLElement): string[] => (element.dataset.island ?? "").split(/\s+/).filter(Boolean);

async function wakeOne(element: HTMLElement, name: string, islands: typeof ISLANDS): Promise<void> {
  const known = awake.get(element) ?? new Set<string>();
  const load = islands[name];
  if (!load || known.has(name)) return;
  awake.set(element, known.add(name));
  await (await load()).attach(element);
  element.dataset.awake = [...known].join(" ");
}

void wake(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement) void wake(event.target);
});
