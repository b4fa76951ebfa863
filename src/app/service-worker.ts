/**
 * The service worker that `vite-plugin-pwa` builds: it stores page, models and clips, so that they work without
 * network. A later version waits until the user takes it; no page is ever reloaded under somebody's hands.
 */

/** How the page hears of later versions and changes to them. */
export interface Updates {
  /** Reloads into the later version. */
  take(): void;
}

/** Looks for a later version this often while the page is open. */
const LOOK_EVERY_MS = 60 * 60_000;

/**
 * Registers the worker once the page has loaded, so that its downloads do not compete with the page's own.
 * Does nothing where there are no service workers: an old browser, a page that is not served securely.
 *
 * @param onUpdate  a later version waits, or another tab has changed to one.
 */
export function keepUpdated(onUpdate: () => void): Updates {
  let waiting: ServiceWorker | null = null;
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first visit, not an update.
    if (worker === null || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    onUpdate();
  };
  const register = async () => {
    const registration = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" });
    offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const arriving = registration.installing;
      arriving?.addEventListener("statechange", () => {
        if (arriving.state === "installed") offer(arriving);
      });
    });
    setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
  };
  if ("serviceWorker" in navigator) {
    const controlled = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (controlled) onUpdate();
    });
    // A browser that refuses goes on without: the page works, but only with network.
    const start = () => void register().catch(() => undefined);
    if (document.readyState === "complete") start();
    else addEventListener("load", start, { once: true });
  }
  // A part of the page that is loaded late may be gone from the server with the version it belongs to.
  addEventListener("vite:preloadError", onUpdate);
  return {
    take() {
      const reload = () => location.reload();
      if (waiting === null || waiting.state === "activated") return reload();
      navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
      waiting.postMessage({ type: "SKIP_WAITING" });
    },
  };
}
