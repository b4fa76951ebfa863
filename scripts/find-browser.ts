/** Finds a browser of Chromium's family on this machine. `ensure-browser.ts` installs one. */
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

/** The command and the Debian package. */
export const HEADLESS_SHELL = "chromium-headless-shell";

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

/** Flags against background traffic and first-run dialogs; also enable WebGPU. */
const QUIET: readonly string[] = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

/**
 * Browser flags of the tests: WebGPU on SwiftShader, so that every machine tests the same software adapter, with or
 * without a GPU.
 */
export const BROWSER_FLAGS: readonly string[] = [
  ...QUIET,
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Device files of graphics cards on Linux: other than NVIDIA's, NVIDIA's, and Windows' behind WSL. */
const LINUX_CARDS = ["/dev/dri", "/dev/nvidiactl", "/dev/dxg"];

/**
 * Returns the flags with which a headless browser finds a real graphics card. On Linux it needs Vulkan flags for that;
 * without a card, these flags would make it hang.
 */
export function gpuFlags(): readonly string[] {
  const hasLinuxCard = process.platform === "linux" && LINUX_CARDS.some((path) => existsSync(path));
  return hasLinuxCard
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

function* onPath(command: string): Generator<string> {
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder !== "") yield join(folder, command + suffix);
  }
}

function* usualPlaces(): Generator<string> {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  for (const command of COMMANDS) yield* onPath(command);
  if (process.platform === "darwin") yield* MAC_PLACES;
  if (process.platform === "win32") {
    for (const root of [PROGRAMFILES, process.env["PROGRAMFILES(X86)"], LOCALAPPDATA]) {
      if (root !== undefined) yield* WINDOWS_PLACES.map((place) => join(root, place));
    }
  }
  yield* onPath(HEADLESS_SHELL);
  yield chromium.executablePath();
}

function firstRunnable(places: Iterable<string>): string | null {
  for (const place of places) {
    if (runnable(place)) return place;
  }
  return null;
}

function chosenBrowser(): string | null {
  const chosen = process.env["CHROME_PATH"] ?? "";
  if (chosen === "" || runnable(chosen)) return chosen || null;
  throw new Error(`CHROME_PATH is "${chosen}", which is not an executable file. Correct it or unset it.`);
}

/**
 * Returns the path of a browser for the commands and tests, or null if there is none.
 *
 * Order: `CHROME_PATH`, the commands on PATH, the usual places of macOS and Windows, a headless shell, playwright's own
 * download.
 *
 * @throws {Error} if `CHROME_PATH` is set but is not an executable file.
 */
export function findBrowser(): string | null {
  return chosenBrowser() ?? firstRunnable(usualPlaces());
}

/**
 * Returns Debian's Chromium without a user interface, or null if it is not on PATH. It is the same engine and opens
 * a page with less work.
 */
export function findHeadlessShell(): string | null {
  return firstRunnable(onPath(HEADLESS_SHELL));
}

/**
 * Returns the path of the browser that the tests drive: like `findBrowser`, but a headless shell comes before
 * everything that `CHROME_PATH` does not name.
 *
 * @throws {Error} if `CHROME_PATH` is set but is not an executable file.
 */
export function findTestBrowser(): string | null {
  return chosenBrowser() ?? findHeadlessShell() ?? findBrowser();
}
