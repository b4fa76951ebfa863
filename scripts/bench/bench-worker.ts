/** Controls a benchmark worker from Node. */
import type { Page } from "playwright";
import type * as InPage from "./in-browser/page.ts";
import type { BenchCommands, Started, Subject } from "./protocol.ts";

const SCRIPT = "/scripts/bench/in-browser/page.ts";

/** Source files that the page and its worker import, for `withSourcePage`. */
export const ENTRY = "scripts/bench/in-browser/*.ts";

/** Runs commands in one worker. */
export interface BenchWorker {
  readonly started: Started;
  readonly run: <N extends keyof BenchCommands>(
    name: N,
    ask: BenchCommands[N]["ask"],
  ) => Promise<BenchCommands[N]["answer"]>;
  /** Times search steps of our network or the stock network, [repetitions] ms. The caller warms up first. */
  readonly stepMs: (which: "steps" | "stockSteps", repetitions: number) => Promise<number[]>;
}

/**
 * Opens a worker with a backend and, if given, a subject; calls `use` with it and always closes it.
 *
 * @throws {Error} if the backend does not run on this machine.
 */
export async function withWorker<A>(
  page: Page,
  start: BenchCommands["start"]["ask"],
  subject: Subject | null,
  use: (worker: BenchWorker) => Promise<A>,
): Promise<A> {
  const id = await page.evaluate(async (script) => {
    const module = (await import(script)) as typeof InPage;
    return module.openWorker();
  }, SCRIPT);
  const run: BenchWorker["run"] = (name, ask) =>
    page.evaluate(
      async ([script, worker, command, given]) => {
        const module = (await import(script)) as typeof InPage;
        return module.run(worker, command, given);
      },
      [SCRIPT, id, name, ask] as const,
    );
  const close = () =>
    page.evaluate(
      async ([script, worker]) => {
        const module = (await import(script)) as typeof InPage;
        module.closeWorker(worker);
      },
      [SCRIPT, id] as const,
    );
  try {
    const started = await run("start", start);
    if (subject !== null) await run("open", subject);
    const stepMs: BenchWorker["stepMs"] = async (which, repetitions) =>
      (await run(which, { repetitions })).ms;
    return await use({ started, run, stepMs });
  } finally {
    await close();
  }
}
