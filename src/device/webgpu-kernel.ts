/**
 * Runs WGSL programs of ours on the WebGPU backend: we write the whole shader and keep its pipeline, TF.js keeps the
 * buffers, binds them and submits.
 *
 * Not through `runWebGPUProgram`: it puts text of its own before a program's, so that no `enable` fits in, knows one
 * output only, and compiles the same text again for other sizes (its key tells equal and unequal shapes apart).
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { invariant } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import { registerLabKernel, type LabKernel } from "./lab-kernel.ts";

/** What every WGSL program tells. Its text is written when it is compiled, once, and not for each of its runs. */
export interface WgslShader {
  /** Names the shader text; different text, different key. Sizes are no part of it: they travel as uniforms. */
  readonly key: string;
  /** Inputs in order, as in "x" for array<f32>, "at : i32" or "x : vec4<f32>". */
  readonly inputs: readonly string[];
  /** Outputs in the same form. Default: "result". */
  readonly outputs?: readonly string[];
  /** Declarations, as in "kt : i32, strides : vec3<i32>, rate : f32"; values come with each run. */
  readonly uniforms: string;
}

/** A function of the flat index. */
export interface WgslProgram extends WgslShader {
  /** Body of `fn main(index : i32)`, run for every index below the size of the first output; writes `result[index]`. */
  readonly body: () => string;
}

/** A program of workgroups that work together. */
export interface WgslGroupProgram extends WgslShader {
  /** WGSL extensions, as in "f16". */
  readonly enable?: readonly string[];
  readonly workgroupSize: number;
  /** Declarations with `fn main(group : i32, local : i32)`: number of the workgroup and of the invocation in it. */
  readonly code: () => string;
}

/** Shape and type of an output. */
export interface WgslOutput {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
}

/** A number for an i32 or f32, three for a vec3<i32>. */
export type WgslUniform = number | readonly number[];

/** 256 invocations suit every adapter: it is WebGPU's guaranteed minimum for a workgroup. */
const WORKGROUP = 256;

/** Pipelines by device and key: a device that is lost takes its own with it. */
const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

/** The part of TF.js' backend that its types call private. */
interface Recorder {
  recordAndSubmit(
    program: {
      readonly pipeline: GPUComputePipeline;
      readonly dispatch: readonly [number, number, number];
      readonly outputShape: readonly number[];
    },
    output: tf.TensorInfo,
    inputs: tf.TensorInfo[],
    uniforms: { type: "float32" | "int32"; data: number[] }[],
  ): void;
}

/** Runs the program for every index of its one output. The current backend must be WebGPU. */
export function runWgsl(
  program: WgslProgram,
  inputs: readonly tf.TensorInfo[],
  output: WgslOutput,
  uniforms: readonly WgslUniform[],
): tf.TensorInfo {
  return runWgslFor(sizeOf(output.shape), program, inputs, [output], uniforms)[0]!;
}

/** The same with a number of indices of its own, and as many outputs as the program has. */
export function runWgslFor(
  size: number,
  program: WgslProgram,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly WgslOutput[],
  uniforms: readonly WgslUniform[],
): tf.TensorInfo[] {
  const group: WgslGroupProgram = {
    ...program,
    uniforms: ["size : i32", program.uniforms].join(", "),
    workgroupSize: WORKGROUP,
    code: () => /* wgsl */ `
      fn each(index : i32) {
        ${program.body()}
      }
      fn main(group : i32, local : i32) {
        let index = group * ${WORKGROUP} + local;
        if (index < uniforms.size) { each(index); }
      }`,
  };
  return runWgslGroups(Math.ceil(size / WORKGROUP), group, inputs, outputs, [size, ...uniforms]);
}

/** Runs so many workgroups of the program. */
export function runWgslGroups(
  groups: number,
  program: WgslGroupProgram,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly WgslOutput[],
  uniforms: readonly WgslUniform[],
): tf.TensorInfo[] {
  const backend = tf.backend() as unknown as WebGPUBackend;
  const types = program.uniforms.split(",").map((one) => (one.includes("f32") ? "float32" : "int32"));
  const made = outputs.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
  if (groups === 0) return made;
  for (const { dataId } of [...made, ...inputs]) backend.uploadToGPU(dataId);

  const [first, ...others] = [...made, ...inputs].map(unshaped);
  (backend as unknown as Recorder).recordAndSubmit(
    {
      pipeline: pipelineOf(backend.device, program),
      dispatch: spread(backend.device, groups),
      outputShape: [],
    },
    first!,
    others,
    uniforms.map((value, i) => ({ type: types[i]!, data: typeof value === "number" ? [value] : [...value] })),
  );
  return made;
}

/** Registers one or more WGSL runs as a kernel. `run` returns the outputs; what else it makes it disposes itself. */
export function registerWebGpuKernel<Attributes>(name: string, run: LabKernel<Attributes>): void {
  registerLabKernel(name, "webgpu", run);
}

/** Whether the current backend's device was requested with the feature. */
export function deviceHas(feature: GPUFeatureName): boolean {
  return (tf.backend() as unknown as WebGPUBackend).device.features.has(feature);
}

/** TF.js writes every buffer's shape before a program's own uniforms; ours want none of them. */
function unshaped({ dataId, dtype }: tf.TensorInfo): tf.TensorInfo {
  return { dataId, dtype, shape: [] };
}

/** Groups along x and y: a device takes 65535 along each, or what else it says. */
function spread(device: GPUDevice, groups: number): [number, number, number] {
  const most = device.limits.maxComputeWorkgroupsPerDimension;
  if (groups <= most) return [groups, 1, 1];
  const rows = Math.ceil(groups / most);
  invariant(rows <= most, () => `${groups} workgroups; a device takes ${most} x ${most}`);
  return [Math.ceil(groups / rows), rows, 1];
}

function pipelineOf(device: GPUDevice, program: WgslGroupProgram): GPUComputePipeline {
  const known = pipelines.get(device) ?? new Map<string, GPUComputePipeline>();
  pipelines.set(device, known);
  let pipeline = known.get(program.key);
  if (!pipeline) {
    const module = device.createShaderModule({ code: shaderText(program), label: program.key });
    pipeline = device.createComputePipeline({
      compute: { module, entryPoint: "start" },
      label: program.key,
      layout: "auto",
    });
    known.set(program.key, pipeline);
  }
  return pipeline;
}

/** Bindings come in TF.js' order: outputs, inputs, uniforms. The last of spread workgroups may be beyond the end. */
function shaderText({
  enable = [],
  inputs,
  outputs = ["result"],
  uniforms,
  ...program
}: WgslGroupProgram): string {
  const buffers = [
    ...outputs.map((declared) => ["read_write", declared] as const),
    ...inputs.map((declared) => ["read", declared] as const),
  ].map(([access, declared], binding) => {
    const [name, type = "f32"] = declared.split(/ *: */);
    return `@group(0) @binding(${binding}) var<storage, ${access}> ${name} : array<${type}>;`;
  });
  // NaN, infinity, and a shape and strides for each buffer.
  const stock = Array.from({ length: 2 + 2 * buffers.length }, (_, i) => `stock${i} : i32, `);
  return /* wgsl */ `
    ${enable.map((extension) => `enable ${extension};`).join("\n")}
    struct Uniforms { ${stock.join("")}${uniforms} }
    ${buffers.join("\n")}
    @group(0) @binding(${buffers.length}) var<uniform> uniforms : Uniforms;
    ${program.code()}
    @compute @workgroup_size(${program.workgroupSize})
    fn start(
      @builtin(workgroup_id) group : vec3<u32>,
      @builtin(num_workgroups) groups : vec3<u32>,
      @builtin(local_invocation_index) local : u32,
    ) {
      main(i32(group.y * groups.x + group.x), i32(local));
    }`;
}
