/** How the page is served and built, and how the tests run. One vitest project for each kind of test. */
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { BROWSER_FLAGS, findTestBrowser } from "./scripts/find-browser.ts";
import { offlinePlugin } from "./scripts/offline-plugin.ts";
import { simdPlugin } from "./scripts/simd-plugin.ts";

/** Cross-origin isolation: without it browsers offer no SharedArrayBuffer, and WASM runs on one thread. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * tfjs-backend-wasm starts its threads from the source text of one of its own functions, so that function may not
 * refer to anything outside itself. It does, behind a `typeof` that minifiers remove, and every thread then dies.
 * In a worker the name stands for undefined anyway.
 */
function selfContainedWasmThreads(): Plugin {
  return {
    name: "self-contained-wasm-threads",
    apply: "build",
    transform(code, id) {
      if (!id.includes("tfjs-backend-wasm-threaded-simd.js")) return null;
      return { code: code.replace(/(?<!var )_scriptDir(?!\s*=)/g, "undefined"), map: null };
    },
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** Set of system fonts that the browser has; see `browserWith`. */
    fonts: "wide" | "narrow";
  }
}

const MINUTE_MS = 60_000;
/** What is waited for comes within milliseconds on an idle machine; a busy one gets the time it needs. */
const PATIENT = { poll: { timeout: MINUTE_MS / 2 } };
const browserPath = findTestBrowser();

/** Drives the browser with one set of system fonts, by a file in `tests/fixtures/fonts`; only Linux has fontconfig. */
function browserWith(fonts: "wide" | "narrow") {
  const file = fileURLToPath(new URL(`tests/fixtures/fonts/${fonts}.conf`, import.meta.url));
  const env = { ...process.env, FONTCONFIG_FILE: file };
  return playwright({
    launchOptions: {
      args: [...BROWSER_FLAGS],
      ...(browserPath === null ? {} : { executablePath: browserPath }),
      ...(process.platform === "linux" ? { env } : {}),
    },
  });
}

/** What these check of the layout must hold whatever fonts a machine has, so they run with both sets. */
const LAYOUT_TESTS = ["accessibility", "method-page", "scrolling", "tour"].map(
  (name) => `tests/browser/view/${name}.test.ts`,
);

/** Tests that change how a module behaves, each file with modules of its own. */
const MODULE_TESTS = ["fallback", "kernels"].map((name) => `tests/node/device/simd-${name}.test.ts`);

/** Tests that start backends and lose devices on purpose, each file in its own document. */
const DEVICE_TESTS = ["device", "worker"].map((room) => `tests/browser/${room}/**/*.test.ts`);

/** React as the built page has it: its development build also records a stack for every element, which takes time. */
const builtLikeThePage = {
  define: { "process.env.NODE_ENV": '"production"' },
  oxc: { jsx: { runtime: "automatic", development: false } },
  optimizeDeps: { rolldownOptions: { transform: { define: { "process.env.NODE_ENV": '"production"' } } } },
} as const;

const browser = { enabled: true, headless: true, screenshotFailures: false, provider: browserWith("wide") };

export default defineConfig({
  // Relative addresses: the built page runs under any path of any static host.
  base: "./",
  // A missing file is a 404, as on any static host, not the page again.
  appType: "mpa",
  plugins: [react(), offlinePlugin(), simdPlugin()],
  worker: {
    format: "es",
    plugins: () => [selfContainedWasmThreads(), simdPlugin()],
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  build: {
    // TF.js fetches its .wasm files by address, so they must stay files.
    assetsInlineLimit: (file) => (file.endsWith(".wasm") ? false : undefined),
    // TF.js alone is over the default limit; it is one chunk of one worker, loaded beside the page.
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: isolation, fs: { allow: ["."] } },
  preview: { headers: isolation },
  // Workers and tests are found before the first request: a dependency found later reloads the page mid-test.
  optimizeDeps: { entries: ["index.html", "src/**/*.worker.ts", "tests/browser/**/*.test.{ts,tsx}"] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["tests/node/**/*.test.{ts,tsx}"],
          exclude: MODULE_TESTS,
          environment: "node",
          // TF.js loads once, not for each of more than 150 files.
          isolate: false,
          testTimeout: MINUTE_MS,
          expect: PATIENT,
        },
      },
      {
        extends: true,
        test: {
          name: "module",
          include: MODULE_TESTS,
          environment: "node",
          testTimeout: MINUTE_MS,
          expect: PATIENT,
        },
      },
      {
        extends: true,
        ...builtLikeThePage,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.{ts,tsx}"],
          exclude: DEVICE_TESTS,
          testTimeout: 2 * MINUTE_MS,
          expect: PATIENT,
          fileParallelism: false,
          // One document for all files: each would otherwise load and compile the page's modules again.
          isolate: false,
          browser: {
            ...browser,
            instances: [
              { browser: "chromium", provide: { fonts: "wide" } },
              {
                browser: "chromium",
                name: "browser with narrow fonts",
                provider: browserWith("narrow"),
                provide: { fonts: "narrow" },
                include: LAYOUT_TESTS,
              },
            ],
          },
        },
      },
      {
        extends: true,
        ...builtLikeThePage,
        test: {
          name: "device",
          include: DEVICE_TESTS,
          testTimeout: 2 * MINUTE_MS,
          expect: PATIENT,
          // One page at a time: TF.js under an emulated GPU already uses every core.
          fileParallelism: false,
          browser: { ...browser, instances: [{ browser: "chromium" }] },
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          include: ["tests/app/**/*.test.ts"],
          environment: "node",
          globalSetup: "tests/support/serve-built-page.ts",
          // For the tests and for the commands that they start.
          env: browserPath === null ? {} : { CHROME_PATH: browserPath },
          fileParallelism: false,
          testTimeout: 5 * MINUTE_MS,
          expect: PATIENT,
          hookTimeout: MINUTE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: ["tests/slow/**/*.test.ts"],
          environment: "node",
          // Each file wants gigabytes and a core to itself.
          fileParallelism: false,
          testTimeout: 60 * MINUTE_MS,
        },
      },
    ],
  },
});
