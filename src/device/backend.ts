/**
 * Which TF.js backend runs here: WebGPU, else WASM (SIMD, threads where the page is isolated), else CPU.
 * Every candidate must pass the self-check; the reason for the choice is told to the user.
 */
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import "@tensorflow/tfjs-backend-webgpu";
import { LabError } from "../base/errors.ts";
import type { BackendName, BackendReport } from "./backend-report.ts";
import "./kernels/register.ts";
import { selfCheck } from "./self-check.ts";

/** Where the three binaries of tfjs-backend-wasm are served. */
export type WasmFiles = Readonly<
  Record<
    "tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm",
    string
  >
>;

const ORDER: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
const LABELS = { webgpu: "WebGPU", wasm: "WASM", cpu: "CPU" } as const;

/** More threads than this gain little: the layers of a small network are too short to share out. */
const MOST_THREADS = 4;

/**
 * Starts the best backend that works, or the preferred one.
 *
 * @param prefer   tried first; the others follow in their usual order.
 * @param exclude  not tried at all: a graphics device that was lost, say.
 * @throws {LabError} "unsupported" where none works; each one's reason is in the message.
 */
export async function startBackend(
  wasmFiles: WasmFiles,
  prefer?: BackendName,
  exclude: readonly BackendName[] = [],
): Promise<BackendReport> {
  const threads = configureWasm(wasmFiles);
  const order = [...new Set(prefer ? [prefer, ...ORDER] : ORDER)].filter((name) => !exclude.includes(name));
  const refused: string[] = [];
  for (const name of order) {
    const problem = await problemWith(name, name === prefer);
    if (problem === null) {
      const what =
        name === "wasm"
          ? `WASM with SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`}`
          : LABELS[name];
      const because = name === prefer ? ["asked for"] : refused;
      return { backend: name, reason: [what, ...because].join(": ") + "." };
    }
    refused.push(problem);
  }
  throw new LabError(
    "unsupported",
    `This browser can run none of the backends: ${refused.join("; ")}. Try a current Chrome, Edge, Firefox or Safari.`,
  );
}

/** Tells TF.js where its binaries are and how many threads to use; returns that number. */
function configureWasm(wasmFiles: WasmFiles): number {
  // Half of the logical cores are real ones, and one thread needs no shared memory, which is then faster.
  const threads = globalThis.crossOriginIsolated
    ? Math.min(Math.max(Math.floor(navigator.hardwareConcurrency / 2), 1), MOST_THREADS)
    : 1;
  setWasmPaths(wasmFiles);
  if (threads > 1) setThreadsCount(threads);
  else tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return threads;
}

/** Starts one backend; null where it works, else why not. */
async function problemWith(name: BackendName, preferred: boolean): Promise<string | null> {
  try {
    if (name === "webgpu") {
      const problem = await webGpuProblem(preferred);
      if (problem !== null) return problem;
    }
    if (!(await tf.setBackend(name))) return `${LABELS[name]} did not start`;
    await tf.ready();
    const difference = await selfCheck();
    if (difference !== null) {
      return `${LABELS[name]} failed the gradient self-check (off by ${difference.toPrecision(2)})`;
    }
    return null;
  } catch (error) {
    return `${LABELS[name]} did not start (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function webGpuProblem(preferred: boolean): Promise<string | null> {
  // Absent in older browsers, whatever the types say.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) return "WebGPU is not available in this browser";
  const adapter = await gpu.requestAdapter();
  if (!adapter) return "WebGPU found no graphics adapter";
  // An emulation on the CPU is many times slower than WASM; run it only where asked to.
  const emulated = adapter.info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(adapter.info.architecture);
  return emulated && !preferred ? "WebGPU here is only emulated in software" : null;
}

/** Watches the graphics device of the current backend for loss; on other backends nothing is ever lost. */
export interface DeviceLoss {
  /** Rejects with a LabError "device-lost" when the device goes; else stays open. */
  readonly rejection: Promise<never>;
  /** Whether it has gone. */
  happened(): boolean;
}

/** Starts watching. Call it once a job: the promise belongs to the device that runs now. */
export function deviceLoss(): DeviceLoss {
  let lost = false;
  const rejection = new Promise<never>((_, reject) => {
    if (tf.getBackend() !== "webgpu") return;
    const { device } = tf.backend() as unknown as WebGPUBackend;
    void device.lost.then(({ message }) => {
      lost = true;
      reject(new LabError("device-lost", `The graphics device was lost (${message || "no reason given"}).`));
    });
  });
  // Nobody may be listening any more when it happens.
  rejection.catch(() => undefined);
  return { rejection, happened: () => lost };
}
