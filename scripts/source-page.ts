/** An empty page in headless Chromium, served by a development server, in which scripts run the page's own code. */
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright";
import { createServer, type Plugin } from "vite";
import { BROWSER_FLAGS, findBrowser } from "./find-browser.ts";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ADDRESS = "/empty.html";

const emptyPage: Plugin = {
  name: "empty-page",
  configureServer(server) {
    server.middlewares.use(ADDRESS, (_, response) => {
      // Isolate it like the real page, so that WASM can use threads; the server only adds its headers to files.
      for (const [name, value] of Object.entries(server.config.server.headers ?? {}))
        response.setHeader(name, value as string);
      response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Empty</title>");
    });
  },
};

/** Options for opening the page. */
export interface SourcePageOptions {
  /** Browser flags; default: those of the tests. */
  readonly flags?: readonly string[];
  /** True if this process handles signals itself and the browser runs on; default false: a signal ends the browser. */
  readonly ownSignals?: boolean;
  /** Folder for the server's cache of dependencies; processes that run at the same time need one each. */
  readonly cacheDir?: string;
}

/**
 * Opens the page, calls `use` with it, and always closes browser and server afterwards.
 *
 * @param entry  source file that the page will import, relative to the repository's root. Its dependencies are found
 *               first, because finding one later would reload the page.
 * @param plugins  additional plugins of the server.
 * @throws {Error} if there is no browser.
 */
export async function withSourcePage<A>(
  entry: string,
  use: (page: Page) => Promise<A>,
  plugins: readonly Plugin[] = [],
  { flags = BROWSER_FLAGS, ownSignals = false, cacheDir }: SourcePageOptions = {},
): Promise<A> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error("No Chrome, Chromium or Edge found. Run npm run ensure-browser to install Chromium.");
  const server = await createServer({
    root: ROOT,
    logLevel: "error",
    plugins: [emptyPage, ...plugins],
    optimizeDeps: { entries: [entry, "src/**/*.worker.ts"] },
    // Editing a source must not reload the page during a run of hours.
    server: {
      port: 0,
      watch: null,
      hmr: false,
      ...(cacheDir === undefined ? {} : { fs: { allow: [ROOT, cacheDir] } }),
    },
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath,
    args: [...flags],
    chromiumSandbox: false,
    handleSIGINT: !ownSignals,
    handleSIGTERM: !ownSignals,
    handleSIGHUP: !ownSignals,
  });
  try {
    const page = await browser.newPage();
    await page.goto(new URL(ADDRESS, server.resolvedUrls!.local[0]).href);
    return await use(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

type Awaits<F> = F extends (...args: never[]) => infer R ? Promise<Awaited<R>> : never;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

/**
 * Returns a function that calls functions of a source file in the page; arguments and results are structured clones.
 *
 * @param entry  the file, relative to the repository's root; `Module` is its type, `typeof import("./the-file.ts")`.
 */
export function callerOf<Module>(
  entry: string,
): <N extends keyof Module & string>(
  page: Page,
  name: N,
  ...args: Arguments<Module[N]>
) => Awaits<Module[N]> {
  return (page, name, ...args) =>
    page.evaluate(
      async ([script, called, given]) => {
        const module = (await import(script)) as Record<string, (...all: unknown[]) => unknown>;
        return module[called]!(...given);
      },
      [`/${entry}`, name as string, args as unknown[]] as const,
    ) as never;
}
