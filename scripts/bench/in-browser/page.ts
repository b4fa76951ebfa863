/** Runs in the page: opens workers of the benchmark and passes commands to them. `../bench-worker.ts` calls it. */
import { createClient, type Client } from "../../../src/worker/client.ts";
import type { BenchCommands } from "../protocol.ts";

const workers = new Map<number, Client<BenchCommands>>();

/** Starts a worker with its own TF.js and returns its number. */
export function openWorker(): number {
  const id = workers.size;
  const url = new URL("./bench.worker.ts", import.meta.url);
  workers.set(id, createClient(new Worker(url, { type: "module" })));
  return id;
}

/** Runs one command in the worker. */
export function run<N extends keyof BenchCommands>(
  id: number,
  name: N,
  ask: BenchCommands[N]["ask"],
): Promise<BenchCommands[N]["answer"]> {
  return workers.get(id)!.run(name, ask);
}

/** Ends the worker at once. */
export function closeWorker(id: number): void {
  workers.get(id)!.terminate();
}
