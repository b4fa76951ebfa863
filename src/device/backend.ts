/**
 * Chooses the TF.js backend: WebGPU if possible, else WASM (SIMD, with threads where they help), else CPU.
 * Every candidate must pass the self-check. The page shows the reason for the choice.
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
 * Starts the preferred backend if it works, otherwise the best one that does.
 *
 * @throws {LabError} "unsupported" if none works; the message gives the reason for each.
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
            : ", searching in float32 because this graphics card does not offer float16";
      return `WebGPU, convolution tiles of ${tiles[0]!.name}${half}`;
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
        const because = name === prefer ? ["as requested"] : refused;
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
    `None of the backends runs in this browser: ${refused.join("; ")}. Try a current Chrome, Edge, Firefox or Safari.`,
  );
}

/** A reason that needs no prefix naming the backend. */
class Problem extends Error {}
