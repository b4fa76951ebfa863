/**
 * `npm run bench [-- --json] [--only wasm,stock,...] [--layers full] [--clips N] [--scaling]`: measures how long a
 * search step takes on this machine, on WASM and WebGPU, compares it with stock TF.js and PyTorch, and shows where its
 * time goes.
 *
 * Runs the page's own code in headless Chromium, in workers as on the page. Times are taken inside the worker, in ms;
 * each part is a file in `parts`. `--json` prints only `{ machine, measures, ratios, notes }` (`results.ts`). If
 * PyTorch or WebGPU is missing, the report has a note and nulls. The same goes for a part that fails, and the exit code
 * is then 1. A stock network that computes something else ends the command at once.
 */
import type { Page } from "playwright";
import { withSourcePage } from "../source-page.ts";
import { ENTRY } from "./bench-worker.ts";
import { describeMachine } from "./machine.ts";
import { parseOptions, PARTS, type BenchOptions, type Part } from "./options.ts";
import { layers } from "./parts/layers.ts";
import { pytorch } from "./parts/pytorch.ts";
import { scaling } from "./parts/scaling.ts";
import { search } from "./parts/search.ts";
import { stock } from "./parts/stock.ts";
import { wasm } from "./parts/wasm.ts";
import { webgpu } from "./parts/webgpu.ts";
import { Results } from "./results.ts";
import { OtherNetworkError } from "./same-network.ts";
import { reportText } from "./text.ts";

/** A function that measures one part. */
export type RunPart = (page: Page, results: Results, options: BenchOptions) => Promise<void>;

const RUN: Readonly<Record<Part, RunPart>> = { wasm, stock, pytorch, webgpu, search, layers, scaling };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const results = new Results();
  const startMs = performance.now();
  const report = await withSourcePage(ENTRY, async (page) => {
    const machine = await describeMachine(page);
    for (const part of PARTS) {
      if (!options.parts.has(part)) continue;
      const partMs = performance.now();
      await RUN[part](page, results, options).catch((error: unknown) => {
        if (error instanceof OtherNetworkError) throw error;
        results.note(part, `Measured only in part: ${messageOf(error)}`);
        process.exitCode = 1;
      });
      // Progress goes to standard error; standard output is for the report.
      console.error(`${part}: ${((performance.now() - partMs) / 1000).toFixed(0)} s`);
    }
    const seconds = Math.round((performance.now() - startMs) / 1000);
    return results.report({ ...machine, benchSeconds: seconds }, options.parts);
  });
  console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
}

await main().catch((error: unknown) => {
  console.error(`bench: ${messageOf(error)}`);
  process.exitCode = 1;
});
