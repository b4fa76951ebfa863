/** `?backend=wasm&threads=2`, `?backend=webgpu&precision=float16` in the address: to compare, and to get round faults. */
import type { BackendName, BackendWish } from "../worker/protocol.ts";

const NAMES: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
const MOST_THREADS = 16;

/** What the address asks for; nothing where it names no backend that there is, or no sensible number of threads. */
export function backendWish(search: string): BackendWish {
  const asked = new URLSearchParams(search);
  const threads = Number(asked.get("threads"));
  return {
    prefer: NAMES.find((name) => name === asked.get("backend")),
    precision: asked.get("precision") === "float16" ? "float16" : undefined,
    threads: Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS ? threads : undefined,
  };
}
