// The service worker of the guide: it answers for the pages under /training/guide/ when there is no network, with
// the copy that guide.ts kept. It keeps nothing itself, and with a network it stands aside.

interface Fetched extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Extended extends Event {
  waitUntil(done: Promise<unknown>): void;
}

const worker = self as unknown as EventTarget & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

worker.addEventListener("install", (event) => (event as Extended).waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => (event as Extended).waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event as Fetched;
  if (request.method === "GET") (event as Fetched).respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
