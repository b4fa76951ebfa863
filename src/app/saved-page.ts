/** The page's own files in this browser's cache, where the service worker put them. */
import type { SavedPage } from "../state/saved-actions.ts";
import type { Updates } from "./service-worker.ts";

/** Part of the page that a cached file belongs to. */
type Part = "page" | "models" | "clips";

function partOf(url: string): Part {
  const { pathname } = new URL(url);
  const { pathname: base } = new URL(document.baseURI);
  const [folder] = pathname.slice(base.lastIndexOf("/") + 1).split("/");
  return folder === "models" || folder === "clips" ? folder : "page";
}

/** Yields every cached file of this page; nothing where there is no Cache API (a page that is not served securely). */
async function* cachedFiles(): AsyncGenerator<{ cache: Cache; request: Request }> {
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) yield { cache, request };
  }
}

/** Returns access to the browser's cache. Copies of the page at other paths on the same host are included. */
export function savedPage(updates: Updates | null): SavedPage {
  return {
    async sizes() {
      const sizes = { page: 0, models: 0, clips: 0 };
      for await (const { cache, request } of cachedFiles()) {
        const response = await cache.match(request);
        if (response !== undefined) sizes[partOf(request.url)] += (await response.blob()).size;
      }
      const estimate = await navigator.storage?.estimate?.();
      return { ...sizes, offline: sizes.page > 0, quota: estimate?.quota ?? null };
    },
    async clearModels() {
      for await (const { cache, request } of cachedFiles()) {
        if (partOf(request.url) === "models") await cache.delete(request);
      }
    },
    async clearAll() {
      // Without its files the worker has nothing to serve, so remove it too; the next visit brings both back.
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
