/** What the figures were measured on. */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { ROOT } from "../source-page.ts";
import { withWorker } from "./bench-worker.ts";
import type { Fact } from "./results.ts";

/** Versions, cores, how busy the machine is as the run begins, and what WASM and WebGPU run on. */
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

/** WebGPU's adapter as it names itself, or why there is none. */
function adapterName(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // Absent in older browsers, whatever the types say.
    const gpu = (navigator as { gpu?: GPU }).gpu;
    const adapter = await gpu?.requestAdapter();
    if (!adapter) return "none";
    const { vendor, architecture, device, description } = adapter.info;
    return [vendor, architecture, device, description].filter((word) => word !== "").join(" ");
  });
}
