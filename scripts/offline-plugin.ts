/** The service worker of the built page: with it page, models and clips work without network after the first visit. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { VitePWA, type VitePWAOptions } from "vite-plugin-pwa";

type Workbox = NonNullable<VitePWAOptions["workbox"]>;
type ManifestTransform = NonNullable<Workbox["manifestTransforms"]>[number];

/** The chunk of h5wasm, which reads Keras' files. */
const HDF5 = "assets/hdf5_hl-*.js";

/** No file of the page is larger, so none is left out for its size. */
const MOST_FILE_BYTES = 32e6;

/**
 * Models are stored with a hash of their bytes: with one, the service worker stores them anew when they are asked for
 * after they were cleared.
 */
const withModelHashes: ManifestTransform = (entries) => ({
  manifest: entries.map((entry) => {
    if (!entry.url.startsWith("models/")) return entry;
    const hash = createHash("sha384").update(readFileSync(`public/${entry.url}`));
    return { ...entry, integrity: `sha384-${hash.digest("base64")}` };
  }),
});

/** Builds `sw.js` and the web app's manifest; `src/app/service-worker.ts` registers the one, Vite links the other. */
export function offlinePlugin() {
  return VitePWA({
    // A later version waits until the user takes it.
    registerType: "prompt",
    injectRegister: false,
    manifest: {
      name: "Freezeframe",
      short_name: "Freezeframe",
      description: "Which frames does a video classifier need?",
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
        // The page is in English; the letters of other scripts come with the class name that needs them.
        "assets/inter-{cyrillic,greek,vietnamese}*",
        // For browsers without SIMD, which are too old for the rest of the page.
        "assets/tfjs-backend-wasm-????????.wasm",
        HDF5,
      ],
      // HDF5's library is as large as the page; who opens a Keras file once has it from then on.
      runtimeCaching: [
        {
          urlPattern: /\/assets\/hdf5_hl-[^/]*\.js$/,
          handler: "CacheFirst",
          options: { cacheName: "freezeframe-hdf5", expiration: { maxEntries: 1 } },
        },
      ],
      maximumFileSizeToCacheInBytes: MOST_FILE_BYTES,
      // Their names hold a hash already.
      dontCacheBustURLsMatching: /^assets\//,
      manifestTransforms: [withModelHashes],
      // The page is one file, whatever its address asks for: ?backend=, ?page=.
      ignoreURLParametersMatching: [/./],
      // A missing file is a 404, as it is with network.
      navigateFallback: null,
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
}
