/** The built page in a real browser, watched: what it throws, logs and asks the network for. */
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright";
import { expect, inject, onTestFinished } from "vitest";
import { BROWSER_FLAGS, findBrowser } from "../../scripts/find-browser.ts";
import type { FileInMemory } from "./tiny-model.ts";

/** What a visit may not do, noted as it happens. */
export interface Watch {
  /** Addresses outside the page's own origin that anything asked for. */
  readonly foreign: string[];
  /** Uncaught errors and error lines of the console. */
  readonly errors: string[];
}

/** A visitor: a browser context of its own, so that nothing but the address connects two of them. */
export interface Visitor {
  readonly page: Page;
  readonly watch: Watch;
}

/** Options of a visit. */
export interface VisitOptions {
  /** Address of the page; by default as `npm start` serves it. */
  readonly at?: string;
  /** Asked for through the address; WASM by default, which every machine runs. */
  readonly backend?: "wasm" | "webgpu" | "cpu";
  /** Fragment, `#` included. */
  readonly fragment?: string;
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Served in place of the first bundled model's files: a tiny model keeps an emulated GPU's part short. */
  readonly firstModel?: readonly FileInMemory[];
  /** What the lab worker takes for the machine's number of logical cores. Default: the truth. */
  readonly logicalCores?: number;
  /** Threads that the address asks for; measured by the page where absent. */
  readonly threads?: number;
  /** "allow" stores the page in the browser, for tests of that; by default every visit asks the server. */
  readonly serviceWorkers?: "allow" | "block";
  /** Run in the page before its own code. */
  readonly before?: () => void;
}

let shared: Promise<Browser> | null = null;

function browser(): Promise<Browser> {
  const executablePath = findBrowser();
  shared ??= chromium.launch({
    args: [...BROWSER_FLAGS],
    ...(executablePath === null ? {} : { executablePath }),
  });
  return shared;
}

/** Ends the browser of this test file; for `afterAll`. */
export async function closeBrowser(): Promise<void> {
  await (await shared)?.close();
  shared = null;
}

function watch(context: BrowserContext, origin: string): Watch {
  const watched: Watch = { foreign: [], errors: [] };
  context.on("request", (request) => {
    const url = new URL(request.url());
    // data: and blob: stay on the machine.
    if (url.protocol.startsWith("http") && url.origin !== origin) watched.foreign.push(request.url());
  });
  context.on("weberror", (event) => watched.errors.push(String(event.error())));
  context.on("console", (message) => {
    if (message.type() === "error") watched.errors.push(message.text());
  });
  return watched;
}

/** Init scripts do not reach workers, so the worker's own script is told. */
async function pretendCores(context: BrowserContext, cores: number): Promise<void> {
  await context.route("**/lab.worker-*.js", async (route) => {
    const response = await route.fetch();
    const told = `Object.defineProperty(navigator, "hardwareConcurrency", { value: ${cores}, configurable: true });`;
    await route.fulfill({ response, body: told + (await response.text()) });
  });
}

/** Opens the page as a new visitor; the visit ends with the test. */
export async function visit(options: VisitOptions = {}): Promise<Visitor> {
  const {
    at = inject("pageUrl"),
    backend = "wasm",
    fragment = "",
    colorScheme = "light",
    viewport,
    firstModel,
    logicalCores,
    threads,
    serviceWorkers = "block",
    before,
  } = options;
  const asked = threads === undefined ? backend : `${backend}&threads=${threads}`;
  const address = new URL(`?backend=${asked}${fragment}`, at);
  const context = await (
    await browser()
  ).newContext({
    colorScheme,
    viewport: viewport ?? { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    // Clips then start when a test says so.
    reducedMotion: "reduce",
    serviceWorkers,
  });
  onTestFinished(() => context.close());
  if (before !== undefined) await context.addInitScript(before);
  if (logicalCores !== undefined) await pretendCores(context, logicalCores);
  for (const { name, buffer, mimeType } of firstModel ?? []) {
    await context.route(`**/models/i3d/${name}`, (route) =>
      route.fulfill({ body: buffer, contentType: mimeType }),
    );
  }
  const watched = watch(context, address.origin);
  const page = await context.newPage();
  page.setDefaultTimeout(MINUTE_MS);
  await page.goto(address.href);
  return { page, watch: watched };
}

const MINUTE_MS = 60_000;
/** Two cores that are busy with other tests too need this long at worst. */
const SEARCH_MS = 4 * MINUTE_MS;

/** The page's parts, by the accessible names of its contract. */
export function partsOf(page: Page) {
  return {
    upload: page.getByLabel("Upload a clip"),
    clips: page.getByRole("list", { name: "Clips", exact: true }),
    model: page.getByLabel("Model", { exact: true }),
    loadModel: page.getByLabel("Load a model"),
    targetClass: page.getByRole("combobox", { name: "Class", exact: true }),
    findMask: page.getByRole("button", { name: "Find mask", exact: true }),
    cancel: page.getByRole("button", { name: "Cancel", exact: true }),
    progress: page.getByRole("progressbar", { name: "Mask search", exact: true }),
    frame: page.getByRole("slider", { name: "Frame", exact: true }),
    mask: page.getByRole("group", { name: "Temporal mask", exact: true }),
    original: page.getByRole("figure", { name: "Original", exact: true }),
    masked: page.getByRole("figure", { name: "Masked", exact: true }),
    scores: page.getByRole("region", { name: "Scores", exact: true }),
    score: (name: "OS" | "FS" | "RS" | "CS" | "P") =>
      page.getByRole("region", { name: "Scores", exact: true }).getByRole("status", { name, exact: true }),
    copyPermalink: page.getByRole("button", { name: "Copy permalink", exact: true }),
    alert: page.getByRole("alert"),
    backend: page.getByRole("status", { name: "Backend", exact: true }),
  } satisfies Record<string, Locator | ((name: never) => Locator)>;
}

/** The mask on the page as pressed toggles, frame by frame. */
export async function pressedFrames(page: Page): Promise<boolean[]> {
  const toggles = await partsOf(page).mask.getByRole("button").all();
  return Promise.all(toggles.map(async (toggle) => (await toggle.getAttribute("aria-pressed")) === "true"));
}

/** Waits until this backend computes; the reason for another one may name it too, but not first. */
export async function waitForBackend(page: Page, name: "WASM" | "WebGPU"): Promise<void> {
  await partsOf(page)
    .backend.filter({ hasText: new RegExp(`^\\s*${name}`) })
    .waitFor();
}

/** What the alerts on the page say. */
export function alertsOf(page: Page): Promise<string[]> {
  return partsOf(page).alert.allInnerTexts();
}

/** Waits until the model has said what it sees in the clip on the page. */
export async function waitForPredictions(page: Page): Promise<void> {
  await expect.poll(() => partsOf(page).findMask.isEnabled(), { timeout: MINUTE_MS }).toBe(true);
}

/** Presses Find mask and waits for the search's end. */
export async function findMask(page: Page): Promise<void> {
  const { findMask: button, progress } = partsOf(page);
  await button.click();
  await progress.waitFor();
  await button.waitFor({ timeout: SEARCH_MS });
}

/** The three scores as the page writes them. */
export async function shownScores(page: Page): Promise<string[]> {
  const { score } = partsOf(page);
  return Promise.all((["OS", "FS", "RS"] as const).map((name) => score(name).innerText()));
}

/** What "Copy permalink" puts on the clipboard, from its `#` on; waits until the address bar holds it too. */
export async function permalinkOf(page: Page): Promise<string> {
  await partsOf(page).copyPermalink.click();
  await page.getByRole("status").filter({ hasText: "Link copied" }).waitFor();
  const { hash } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);
  return hash;
}

/** Opens the Class list, by keyboard: a click may scroll the page, which closes the list again. Gives its options. */
export async function openClassList(page: Page): Promise<Locator> {
  const { targetClass } = partsOf(page);
  await targetClass.focus();
  await targetClass.press("ArrowDown");
  const options = page.getByRole("listbox").getByRole("option");
  await options.first().waitFor();
  return options;
}
