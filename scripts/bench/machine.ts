/** Description of the machine that the figures were measured on. */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { ROOT } from "../source-page.ts";
import { withWorker } from "./bench-worker.ts";
import type { Fact } from "./results.ts";

/** Returns versions, cores, the load at the start of the run, and what WASM and WebGPU run on. */
export async function describeMachine(page: Page): Promise<Record<string, Fact>> {
  const cores = cpus();
  const { hardwareConcurrency, isolated } = await withWorker(
    page,
    { backend: "wasm", threads: "one" },
    null,
    (worker) => Promise.resolve(worker.started),
  );
  const manifest = readFileSync(join(ROOT, "node_modules/@tensorflow/tfjs/package.json"), "utf8");
  return {
    node: process.version,
    chromium: page.context().browser()?.version() ?? "unknown",
    tfjs: (JSON.parse(manifest) as { version: string }).version,
    cpu: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    hardwareConcurrency,
    crossOriginIsolated: isolated,
    loadAtStart: loadavg()[0]!,
    adapter: await adapterName(page),
  };
}

/** Returns the description of WebGPU's adapter, or "none". */
function adapterName(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // Missing in older browsers, although the types say otherwise.
    const gpu = (navigator as { gpu?: GPU }).gpu;
    const adapter = await gpu?.requestAdapter();
    if (!adapter) return "none";
    const { vendor, architecture, device, description } = adapter.info;
    return [vendor, architecture, device, description].filter((word) => word !== "").join(" ");
  });
}
