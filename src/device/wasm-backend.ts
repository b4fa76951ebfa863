/** Starts TF.js's WASM backend with the number of threads that measures fastest on this machine. */
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { LabError } from "../base/errors.ts";
import { timeConvolution } from "./time-convolution.ts";

/** URLs of the three binaries of tfjs-backend-wasm. */
export type WasmFiles = Readonly<
  Record<
    "tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm",
    string
  >
>;

/** More threads than this gain little: the layers of a small network are too small to divide further. */
const MOST_THREADS = 4;

/** Required speed-up of several threads over one: they cost memory and suffer more when the cores become busy. */
const WORTH_IT = 1.2;

/** The priority that TF.js itself gives this backend; nothing here depends on it. */
const PRIORITY = 2;

/**
 * Starts the backend, with several threads if they measure faster than one; on busy cores they do not.
 *
 * @param threads  Number of threads; default: measured. Always one if shared memory is not available.
 * @returns        a note to show the user, such as "2 threads, 1.6 times as fast as 1 here".
 * @throws {Error} if the browser has no WASM, or a content security policy forbids it.
 */
export async function startWasm(wasmFiles: WasmFiles, threads?: number): Promise<string> {
  setWasmPaths(wasmFiles);
  // Threads need shared memory, which browsers give only to cross-origin isolated pages. Leave one core to the page,
  // which draws every step: on two cores, two threads competed with it and a search took a quarter longer.
  const most = globalThis.crossOriginIsolated
    ? Math.max(Math.min(navigator.hardwareConcurrency - 1, MOST_THREADS), 1)
    : 1;
  if (threads !== undefined || most === 1) {
    const asked = globalThis.crossOriginIsolated ? Math.max(threads ?? most, 1) : 1;
    await startOn(asked);
    return asked === 1 ? "1 thread" : `${asked} threads`;
  }
  await startOn(1);
  const oneMs = timeConvolution();
  await startOn(most);
  const mostMs = timeConvolution();
  const gain = oneMs / mostMs;
  if (gain >= WORTH_IT) return `${most} threads, ${gain.toFixed(1)} times as fast as 1 here`;
  await startOn(1);
  return `1 thread; ${most} were no faster here`;
}

/** Starts or restarts the backend; a restart loses every tensor it held. */
async function startOn(threads: number): Promise<void> {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", threads > 1);
  if (threads > 1) setThreadsCount(threads);
  const factory = tf.findBackendFactory("wasm");
  if (tf.engine().registry["wasm"]) {
    tf.removeBackend("wasm");
    tf.registerBackend("wasm", factory, PRIORITY);
  }
  await pretendingCores(2 * threads, async () => {
    if (!(await tf.setBackend("wasm"))) throw new Error("it could not be loaded");
    await tf.ready();
  });
  guardMemory(tf.backend() as unknown as BackendWasm);
}

/** Reports `cores` cores to TF.js while `run` runs: TF.js never uses more threads than half the reported cores. */
async function pretendingCores(cores: number, run: () => Promise<void>): Promise<void> {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: cores, configurable: true });
  try {
    await run();
  } finally {
    // Deleting the override uncovers the browser's own value, which is on the prototype.
    Reflect.deleteProperty(navigator, "hardwareConcurrency");
  }
}

/**
 * Makes the allocator throw when the heap is full. TF.js ignores the null that the allocator returns and would go on to
 * use address 0.
 *
 * @throws {LabError} "unsupported", from the allocator, if the memory is not available.
 */
function guardMemory(backend: BackendWasm): void {
  // Both builds have these functions, but only one build's type declares them.
  const wasm = backend.wasm as unknown as { _malloc(bytes: number): number; _free(address: number): void };
  // Call each once first: Emscripten's functions replace themselves on their first call.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes: number) => {
    const address = bytes < MOST_BYTES ? allocate(bytes) : 0;
    if (address !== 0 || bytes === 0) return address;
    throw new LabError(
      "unsupported",
      `The model needs more memory than WASM has here (${Math.round(bytes / 2 ** 20)} MB more was not available). ` +
        "Close other tabs, choose a smaller model or input size, or use a browser with WebGPU.",
    );
  };
}

/** Limit of WASM's 32-bit addresses; the allocator would take a larger size modulo this. */
const MOST_BYTES = 2 ** 32;
