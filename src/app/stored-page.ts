/** What this browser stores of the page itself, as the service worker has put it there. */
import type { StoredPage } from "../state/stored-actions.ts";
import type { Updates } from "./service-worker.ts";

/** Which part of the page a stored file belongs to. */
type Part = "page" | "models" | "clips";

function partOf(url: string): Part {
  const { pathname } = new URL(url);
  const { pathname: base } = new URL(document.baseURI);
  const [folder] = pathname.slice(base.lastIndexOf("/") + 1).split("/");
  return folder === "models" || folder === "clips" ? folder : "page";
}

/** Every stored file of this page; none where the browser has no Cache API (a page that is not served securely). */
async function* storedFiles(): AsyncGenerator<{ cache: Cache; request: Request }> {
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) yield { cache, request };
  }
}

/** The browser's own store. Another copy of the page under another path of the same host counts in. */
export function storedPage(updates: Updates | null): StoredPage {
  return {
    async sizes() {
      const sizes = { page: 0, models: 0, clips: 0 };
      for await (const { cache, request } of storedFiles()) {
        const response = await cache.match(request);
        if (response !== undefined) sizes[partOf(request.url)] += (await response.blob()).size;
      }
      const estimate = await navigator.storage?.estimate?.();
      return { ...sizes, offline: sizes.page > 0, quota: estimate?.quota ?? null };
    },
    async clearModels() {
      for await (const { cache, request } of storedFiles()) {
        if (partOf(request.url) === "models") await cache.delete(request);
      }
    },
    async clearAll() {
      // With its files gone the worker would have nothing to answer with; the next visit brings both back.
      const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
      await Promise.all(registrations.map((registration) => registration.unregister()));
      if ("caches" in globalThis) {
        await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
      }
      localStorage.clear();
    },
    update: () => updates?.take(),
  };
}
