/**
 * Registers the service worker that `vite-plugin-pwa` builds. It caches page, models and clips, so that they work
 * offline. A new version waits until the user accepts it; the page never reloads by itself.
 */

/** Lets the page switch to a new version. */
export interface Updates {
  /** Reloads into the new version. */
  take(): void;
}

/** Interval between checks for a new version while the page is open. */
const LOOK_EVERY_MS = 60 * 60_000;

/**
 * Registers the worker once the page has loaded, so that its downloads do not compete with the page's own.
 * Does nothing where there are no service workers: in an old browser, or on a page that is not served securely.
 *
 * @param onUpdate  called when a new version waits, or another tab has switched to one.
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
    // If the browser refuses, the page still works, but only online.
    const start = () => void register().catch(() => undefined);
    if (document.readyState === "complete") start();
    else addEventListener("load", start, { once: true });
  }
  // A lazily loaded part may have been removed from the server together with the version it belongs to.
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
