/**
 * Which TF.js backend runs here: WebGPU, else WASM (SIMD, threads where they help), else CPU.
 * Every candidate must pass the self-check; the reason for the choice is told to the user.
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../base/errors.ts";
import type { BackendName, BackendReport, BackendWish } from "./backend-report.ts";
import { calibrateConvolution } from "./calibrate-convolution.ts";
import { halfIsOffered } from "./kernels/conv3d-webgpu.ts";
import "./kernels/register.ts";
import { selfCheck } from "./self-check.ts";
import { startWasm, type WasmFiles } from "./wasm-backend.ts";
import { renewWebGpu } from "./webgpu-backend.ts";

const ORDER: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
const LABELS = { webgpu: "WebGPU", wasm: "WASM", cpu: "CPU" } as const;

/**
 * Starts the best backend that works, or the preferred one.
 *
 * @throws {LabError} "unsupported" where none works; each one's reason is in the message.
 */
export async function startBackend(
  wasmFiles: WasmFiles,
  { prefer, exclude = [], threads, precision }: BackendWish = {},
): Promise<BackendReport> {
  const order = [...new Set(prefer ? [prefer, ...ORDER] : ORDER)].filter((name) => !exclude.includes(name));
  const refused: string[] = [];
  const start: Record<BackendName, () => Promise<string>> = {
    webgpu: async () => {
      const problem = await renewWebGpu(prefer === "webgpu");
      if (problem !== null) throw new Problem(problem);
      if (!(await tf.setBackend("webgpu"))) throw new Error("it could not be loaded");
      const { tiles } = await calibrateConvolution();
      const half =
        precision !== "float16"
          ? ""
          : halfIsOffered()
            ? ", searching in float16"
            : ", in float32, as this graphics card does not offer the float16 that was asked for";
      return `WebGPU, convolving in tiles of ${tiles[0]!.name}${half}`;
    },
    wasm: async () => `WASM with SIMD, ${await startWasm(wasmFiles, threads)}`,
    cpu: async () => {
      await tf.setBackend("cpu");
      return "CPU";
    },
  };
  for (const name of order) {
    try {
      const what = await start[name]();
      const difference = await selfCheck();
      if (difference === null) {
        const because = name === prefer ? ["asked for"] : refused;
        return { backend: name, reason: [what, ...because].join(": ") + "." };
      }
      refused.push(`${LABELS[name]} failed the gradient self-check (off by ${difference.toPrecision(2)})`);
    } catch (error) {
      refused.push(
        error instanceof Problem
          ? error.message
          : `${LABELS[name]} did not start (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
  throw new LabError(
    "unsupported",
    `This browser can run none of the backends: ${refused.join("; ")}. Try a current Chrome, Edge, Firefox or Safari.`,
  );
}

/** A reason that is a sentence of its own. */
class Problem extends Error {}
