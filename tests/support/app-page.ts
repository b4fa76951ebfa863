/** Opens the built page in a real browser and records its errors, console lines and network requests. */
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright";
import { expect, inject, onTestFinished } from "vitest";
import { BROWSER_FLAGS, findBrowser } from "../../scripts/find-browser.ts";
import type { FileInMemory } from "./tiny-model.ts";

/** Things a visit must not do, recorded as they happen. */
export interface Watch {
  /** Addresses outside the page's own origin that were requested. */
  readonly foreign: string[];
  /** Uncaught errors and error lines of the console. */
  readonly errors: string[];
}

/** A visitor with a separate browser context, so that only the address connects two visitors. */
export interface Visitor {
  readonly page: Page;
  readonly watch: Watch;
}

/** Options of a visit. */
export interface VisitOptions {
  /** Address of the page; default: the one served as by `npm start`. */
  readonly at?: string;
  /** Backend in the address; default: WASM, which runs on every machine. */
  readonly backend?: "wasm" | "webgpu" | "cpu";
  /** Fragment, `#` included. */
  readonly fragment?: string;
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Files served instead of the first bundled model's; a tiny model saves time on an emulated GPU. */
  readonly firstModel?: readonly FileInMemory[];
  /** Number of logical cores that the lab worker sees. Default: the real number. */
  readonly logicalCores?: number;
  /**
   * Number of threads in the address; null lets the page measure it. Default: 1, because threads that wait for each other
   * take processor time from the tests beside.
   */
  readonly threads?: number | null;
  /** "allow" caches the page in the browser, for tests of that; by default every visit asks the server. */
  readonly serviceWorkers?: "allow" | "block";
  /** Function to run in the page before its own code. */
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

/** Closes the browser of this test file; for `afterAll`. */
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

/** Changes the worker's script, because init scripts do not reach workers. */
async function pretendCores(context: BrowserContext, cores: number): Promise<void> {
  await context.route("**/lab.worker-*.js", async (route) => {
    const response = await route.fetch();
    const override = `Object.defineProperty(navigator, "hardwareConcurrency", { value: ${cores}, configurable: true });`;
    await route.fulfill({ response, body: override + (await response.text()) });
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
    threads = 1,
    serviceWorkers = "block",
    before,
  } = options;
  const asked = threads === null ? backend : `${backend}&threads=${threads}`;
  const address = new URL(`?backend=${asked}${fragment}`, at);
  const context = await (
    await browser()
  ).newContext({
    colorScheme,
    viewport: viewport ?? { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    // Clips then play only when a test starts them.
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
/** Longest wait, enough for two cores that are also busy with other tests. */
const SEARCH_MS = 4 * MINUTE_MS;

/** Returns locators for the page's parts, by the accessible names of its contract. */
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

/** Returns the mask on the page, as pressed toggles frame by frame. */
export async function pressedFrames(page: Page): Promise<boolean[]> {
  const toggles = await partsOf(page).mask.getByRole("button").all();
  return Promise.all(toggles.map(async (toggle) => (await toggle.getAttribute("aria-pressed")) === "true"));
}

/** Waits until this backend runs. The reason for another one may also name it, but not first. */
export async function waitForBackend(page: Page, name: "WASM" | "WebGPU"): Promise<void> {
  await partsOf(page)
    .backend.filter({ hasText: new RegExp(`^\\s*${name}`) })
    .waitFor();
}

/** Returns the texts of the alerts on the page. */
export function alertsOf(page: Page): Promise<string[]> {
  return partsOf(page).alert.allInnerTexts();
}

/** Waits until the model's predictions for the clip are on the page. */
export async function waitForPredictions(page: Page): Promise<void> {
  await expect.poll(() => partsOf(page).findMask.isEnabled(), { timeout: MINUTE_MS }).toBe(true);
}

/** Presses Find mask and waits until the search ends; a tiny network's may be over at once. */
export async function findMask(page: Page): Promise<void> {
  const { findMask: button } = partsOf(page);
  const begun = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new MutationObserver((_, observer) => {
          if (document.querySelector('[role="progressbar"][aria-label^="Mask search"]') === null) return;
          observer.disconnect();
          resolve();
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
  await button.click();
  await begun;
  await button.waitFor({ timeout: SEARCH_MS });
}

/** Returns the three scores as shown on the page. */
export async function shownScores(page: Page): Promise<string[]> {
  const { score } = partsOf(page);
  return Promise.all((["OS", "FS", "RS"] as const).map((name) => score(name).innerText()));
}

/** Returns the link that "Copy permalink" copies, from its `#` on; waits until the address bar has it too. */
export async function permalinkOf(page: Page): Promise<string> {
  await partsOf(page).copyPermalink.click();
  await page.getByRole("status").filter({ hasText: "Link copied" }).waitFor();
  const { hash } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);
  return hash;
}

/**
 * Opens the Class list and returns its options. Uses the keyboard, because a click may scroll the page, which closes
 * the list.
 */
export async function openClassList(page: Page): Promise<Locator> {
  const { targetClass } = partsOf(page);
  await targetClass.focus();
  await targetClass.press("ArrowDown");
  const options = page.getByRole("listbox").getByRole("option");
  await options.first().waitFor();
  return options;
}
