/** Finds a Chromium-family browser on this machine. Installing one is `ensure-browser.ts`'s job. */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
  "msedge",
];

const MAC_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const WINDOWS_PLACES = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** Quiet, no background traffic. */
const QUIET: readonly string[] = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

/**
 * What the tests start the browser with: WebGPU on SwiftShader, so that every machine tests the same software adapter
 * whether or not it has a GPU.
 */
export const BROWSER_FLAGS: readonly string[] = [
  ...QUIET,
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Where Linux shows a graphics card: any but NVIDIA's, NVIDIA's, and one of Windows behind WSL. */
const LINUX_CARDS = ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"];

/**
 * What a browser without a screen needs to find a real graphics card. On Linux it looks for one through Vulkan alone, and
 * only if told; where there is none, being told would keep it from answering at all.
 */
export function gpuFlags(): readonly string[] {
  const told = process.platform === "linux" && LINUX_CARDS.some((path) => existsSync(path));
  return told
    ? [...QUIET, "--use-angle=vulkan", "--enable-features=Vulkan", "--disable-vulkan-surface"]
    : QUIET;
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function* usualPlaces(): Generator<string> {
  const { PATH = "", PROGRAMFILES, LOCALAPPDATA } = process.env;
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const command of COMMANDS) {
    for (const folder of PATH.split(delimiter)) {
      if (folder !== "") yield join(folder, command + suffix);
    }
  }
  if (process.platform === "darwin") yield* MAC_PLACES;
  if (process.platform === "win32") {
    for (const root of [PROGRAMFILES, process.env["PROGRAMFILES(X86)"], LOCALAPPDATA]) {
      if (root !== undefined) yield* WINDOWS_PLACES.map((place) => join(root, place));
    }
  }
  yield chromium.executablePath();
}

/**
 * Path of a browser that the tests can drive, or null where there is none.
 *
 * Order: `CHROME_PATH`, the commands on PATH, the usual places of macOS and Windows, playwright's own download.
 *
 * @throws {Error} when `CHROME_PATH` is set and is not a file that can be run.
 */
export function findBrowser(): string | null {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== "") {
    if (runnable(chosen)) return chosen;
    throw new Error(
      `CHROME_PATH is "${chosen}", which is not a program that can be run. Correct it or unset it.`,
    );
  }
  for (const place of usualPlaces()) {
    if (runnable(place)) return place;
  }
  return null;
}
