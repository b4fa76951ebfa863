/** Reads `?backend=wasm&threads=2` or `?backend=webgpu&precision=float16`: to compare backends, or to avoid a faulty one. */
import type { BackendName, BackendWish } from "../worker/protocol.ts";

const NAMES: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
const MOST_THREADS = 16;

/** Returns the backend settings in the address; undefined for an unknown backend or an impossible number of threads. */
export function backendWish(search: string): BackendWish {
  const asked = new URLSearchParams(search);
  const threads = Number(asked.get("threads"));
  return {
    prefer: NAMES.find((name) => name === asked.get("backend")),
    precision: asked.get("precision") === "float16" ? "float16" : undefined,
    threads: Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS ? threads : undefined,
  };
}
