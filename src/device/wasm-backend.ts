/** TF.js' WASM backend on the number of threads that is fastest here and now. */
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { LabError } from "../base/errors.ts";
import { timeConvolution } from "./time-convolution.ts";

/** Where the three binaries of tfjs-backend-wasm are served. */
export type WasmFiles = Readonly<
  Record<
    "tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm",
    string
  >
>;

/** More threads than this gain little: the layers of a small network are too short to share out. */
const MOST_THREADS = 4;

/** Several threads must be this much faster than one: they cost memory, and lose more when the cores get busy. */
const WORTH_IT = 1.2;

/** TF.js' own priority of this backend; nothing here depends on it. */
const PRIORITY = 2;

/**
 * Starts the backend, on several threads where that turns out faster than one: it is not on busy cores.
 *
 * @param threads  asked for; measured where absent. Without shared memory it is one, whatever is asked.
 * @returns        a note for people, "2 threads, 1.6 times as fast as 1 here" say.
 * @throws {Error} where the browser has no WASM, or a content security policy forbids it.
 */
export async function startWasm(wasmFiles: WasmFiles, threads?: number): Promise<string> {
  setWasmPaths(wasmFiles);
  // Threads need shared memory, which browsers give to isolated pages alone. One core is left to the page, which draws
  // every step: on two cores two threads took turns with it, and a search was slower by a quarter.
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

/** Starts the backend anew; what it held is gone. */
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

/** TF.js takes at most half as many threads as it is told that there are cores, however many are asked for. */
async function pretendingCores(cores: number, run: () => Promise<void>): Promise<void> {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: cores, configurable: true });
  try {
    await run();
  } finally {
    // What the browser says is the prototype's, and shows again.
    Reflect.deleteProperty(navigator, "hardwareConcurrency");
  }
}

/**
 * Makes a full heap an error. TF.js takes the null that its allocator then answers for an address, and would go on with
 * whatever lies there.
 */
function guardMemory(backend: BackendWasm): void {
  // Both builds have it, though only one type says so.
  const wasm = backend.wasm as unknown as { _malloc(bytes: number): number; _free(address: number): void };
  // Called once, Emscripten's function puts another one in its place.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes: number) => {
    const address = bytes < MOST_BYTES ? allocate(bytes) : 0;
    if (address !== 0 || bytes === 0) return address;
    throw new LabError(
      "unsupported",
      `The model needs more memory than WASM has here (${Math.round(bytes / 2 ** 20)} MB more could not be had). ` +
        "Close other tabs, choose a smaller model or input size, or use a browser with WebGPU.",
    );
  };
}

/** All that WASM's 32-bit addresses reach; the allocator would take a larger number for its remainder. */
const MOST_BYTES = 2 ** 32;
