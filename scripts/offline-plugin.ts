/** The built page's service worker: after the first visit, the page, models and clips work without network. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { VitePWA, type VitePWAOptions } from "vite-plugin-pwa";

type Workbox = NonNullable<VitePWAOptions["workbox"]>;
type ManifestTransform = NonNullable<Workbox["manifestTransforms"]>[number];

/** The chunk of h5wasm, which reads Keras files. */
const HDF5 = "assets/hdf5_hl-*.js";

/** Largest file that is cached, in bytes; larger than any file of the page, so none is left out. */
const MOST_FILE_BYTES = 32e6;

/**
 * Adds a hash to each model file. With a hash, the service worker caches the file again when it is requested after the
 * cache was cleared.
 */
const withModelHashes: ManifestTransform = (entries) => ({
  manifest: entries.map((entry) => {
    if (!entry.url.startsWith("models/")) return entry;
    const hash = createHash("sha384").update(readFileSync(`public/${entry.url}`));
    return { ...entry, integrity: `sha384-${hash.digest("base64")}` };
  }),
});

/** Builds `sw.js`, which `src/app/service-worker.ts` registers, and the web app's manifest, which Vite links. */
export function offlinePlugin() {
  return VitePWA({
    // A new version waits until the user accepts it.
    registerType: "prompt",
    injectRegister: false,
    manifest: {
      name: "Freezeframe",
      short_name: "Freezeframe",
      description: "Which frames does a video classifier rely on?",
      start_url: "./",
      scope: "./",
      display: "standalone",
      theme_color: "#f3f5f6",
      background_color: "#f3f5f6",
      icons: [{ src: "favicon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
    },
    workbox: {
      globPatterns: ["**/*"],
      globIgnores: [
        // The page is in English; fonts for other scripts load only when a class name needs them.
        "assets/inter-{cyrillic,greek,vietnamese}*",
        // This file is for browsers without SIMD, which are too old for the rest of the page.
        "assets/tfjs-backend-wasm-????????.wasm",
        HDF5,
      ],
      // The HDF5 library is as large as the page, so it is cached only once a user opens a Keras file.
      runtimeCaching: [
        {
          urlPattern: /\/assets\/hdf5_hl-[^/]*\.js$/,
          handler: "CacheFirst",
          options: { cacheName: "freezeframe-hdf5", expiration: { maxEntries: 1 } },
        },
      ],
      maximumFileSizeToCacheInBytes: MOST_FILE_BYTES,
      // Their names already contain a hash.
      dontCacheBustURLsMatching: /^assets\//,
      manifestTransforms: [withModelHashes],
      // The page is one file, whatever its parameters: ?backend=, ?page=.
      ignoreURLParametersMatching: [/./],
      // A missing file gives a 404, as with network.
      navigateFallback: null,
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
}
