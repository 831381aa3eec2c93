/// <reference lib="webworker" />
// The service worker: keeps the app's own files, so it opens without a network. It knows nothing of doors and records:
// it touches no database and no call to the server. A new version waits until the page says that nothing is being typed.
const worker = self as unknown as ServiceWorkerGlobalScope;

// Filled in when the app is built.
declare const __SHELL__: string[];
declare const __LATER__: string[];
declare const __VERSION__: string;

const PREFIX = "bacung-app-";
const NAME = PREFIX + __VERSION__;
const LATER = __LATER__;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(__SHELL__)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data === "use-now") void worker.skipWaiting();
  if (event.data === "fetch-the-rest") event.waitUntil(fetchTheRest().then((all) => event.source?.postMessage(all ? "have-all" : "not-all")));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

/** Whatever is asked for below the app's address is the app's one page. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(worker.registration.scope)) ?? fetch(request);
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const known = await cache.match(request, { ignoreSearch: true });
  return known ?? fetch(request);
}

/** Map, camera, second language, typeface: one after another, so they leave the line to what is urgent. Whether all came. */
async function fetchTheRest(): Promise<boolean> {
  const cache = await caches.open(NAME);
  let all = true;
  for (const name of LATER) {
    if (!(await cache.match(name))) all = await cache.add(name).then(() => all, () => false);
  }
  return all;
}
