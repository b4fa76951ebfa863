/** An empty page in headless Chromium, over a development server: scripts run the page's own code in it. */
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
      // Isolated as the real page is, so that WASM may have threads: the server adds its headers to files alone.
      for (const [name, value] of Object.entries(server.config.server.headers ?? {}))
        response.setHeader(name, value as string);
      response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Empty</title>");
    });
  },
};

/** How the page is opened. */
export interface SourcePageOptions {
  /** Of the browser; default those of the tests. */
  readonly flags?: readonly string[];
  /** Signals to this process are its own affair: the browser goes on until the page was used. Default: it is ended. */
  readonly ownSignals?: boolean;
  /** Where the server keeps the dependencies that it has found; processes at a time need one each. */
  readonly cacheDir?: string;
}

/**
 * Opens the page, hands it over, and closes browser and server afterwards, whatever happened.
 *
 * @param entry  source file that the page will import, from the repository's root: its dependencies are found first,
 *               because finding one later reloads the page.
 * @param plugins  what the server does beside serving the sources.
 * @throws {Error} where there is no browser.
 */
export async function withSourcePage<A>(
  entry: string,
  use: (page: Page) => Promise<A>,
  plugins: readonly Plugin[] = [],
  { flags = BROWSER_FLAGS, ownSignals = false, cacheDir }: SourcePageOptions = {},
): Promise<A> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error("There is no Chromium here; npm run ensure-browser installs one.");
  const server = await createServer({
    root: ROOT,
    logLevel: "error",
    plugins: [emptyPage, ...plugins],
    optimizeDeps: { entries: [entry, "src/**/*.worker.ts"] },
    // A source that is edited meanwhile must not reload the page under a run of hours.
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
 * Calls functions of a source file in the page; arguments and results travel as structured clones.
 *
 * @param entry  the file, from the repository's root; `Module` is its type, `typeof import("./the-file.ts")`.
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
