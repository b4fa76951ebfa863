/**
 * Runs WGSL programs of ours on the WebGPU backend.
 *
 * TF.js caches pipelines by shader key and input ranks, so everything interpolated into WGSL must be in `key`;
 * sizes travel as uniforms.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { sizeOf } from "../base/shape.ts";
import { composed, registerLabKernel, type Composition, type LabKernel } from "./lab-kernel.ts";

/** One WGSL program: a function of the flat output index. */
export interface WgslProgram {
  /** Names the shader text; different text, different key. */
  readonly key: string;
  /** Names of the inputs in the shader, in order. */
  readonly inputs: readonly string[];
  /** Declarations, as in "kt : i32, kh : i32"; values come with each run. */
  readonly uniforms: string;
  /** Body of `fn main(index : i32)`, run for every index below `uniforms.size`; writes `result[index]`. */
  readonly body: string;
}

/** 256 invocations suit every adapter: it is WebGPU's guaranteed minimum for a workgroup. */
const WORKGROUP = 256;

/**
 * Runs the program once on the current backend, which must be WebGPU.
 *
 * Everything is handed over as flat arrays: TF.js' own coordinate helpers stop being reliable at rank 5.
 */
export function runWgsl(
  program: WgslProgram,
  inputs: readonly tf.TensorInfo[],
  output: { readonly shape: readonly number[]; readonly dtype: "float32" | "int32" },
  uniforms: readonly number[],
): tf.TensorInfo {
  const backend = tf.backend() as unknown as WebGPUBackend;
  const size = sizeOf(output.shape);
  const types = program.uniforms.split(",").map((one) => (one.includes("f32") ? "float32" : "int32"));
  const { dataId, dtype } = backend.runWebGPUProgram(
    {
      dispatchLayout: { x: [0] },
      // TF.js spreads this over more dimensions where it exceeds the device's limit.
      dispatch: [Math.ceil(size / WORKGROUP), 1, 1],
      outputShape: [size],
      shaderKey: `lab_${program.key}`,
      variableNames: [...program.inputs],
      uniforms: program.uniforms,
      workgroupSize: [WORKGROUP, 1, 1],
      size: true,
      getUserCode: () => /* wgsl */ `
        fn main(index : i32) {
          if (index >= uniforms.size) { return; }
          ${program.body}
        }`,
    },
    inputs.map((info) => ({ dataId: info.dataId, dtype: info.dtype, shape: [sizeOf(info.shape)] })),
    output.dtype,
    uniforms.map((value, i) => ({ type: types[i]!, data: [value] })),
  );
  return { dataId, dtype, shape: [...output.shape] };
}

/** Registers one or more WGSL runs as a kernel. `run` returns the outputs; what else it makes it disposes itself. */
export function registerWebGpuKernel<Attributes>(name: string, run: LabKernel<Attributes>): void {
  registerLabKernel(name, "webgpu", run);
}

/** Registers a composition of stock ops. Rank 4 at most: several stock WebGPU ops fail above that. */
export function registerWebGpuComposition<Attributes>(name: string, compose: Composition<Attributes>): void {
  registerLabKernel(name, "webgpu", composed(compose));
}
