/** Builds the page into `dist/` if the build is missing or older than its sources. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const MADE_OF = [
  "index.html",
  "package-lock.json",
  "vite.config.ts",
  "scripts/offline-plugin.ts",
  "scripts/simd-plugin.ts",
  "src",
  "public",
];
const BUILT = "dist/index.html";

function newestChange(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  // A folder's own time changes when a file is removed from it.
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    own.mtimeMs,
  );
}

/** Runs the build unless `dist/` is newer than every source. Paths are relative to the repository's root. */
export async function buildIfNeeded(): Promise<void> {
  const sources = MADE_OF.filter((path) => existsSync(path));
  if (existsSync(BUILT) && sources.every((path) => newestChange(path) < statSync(BUILT).mtimeMs)) return;
  // Vitest sets it to "test", which would build React's development version without a service worker.
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await build({ logLevel: "warn" });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}
