/// <reference lib="webworker" />
// The service worker of the phone app.
const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("install", () => undefined);
