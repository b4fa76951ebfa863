/**
 * Runs our WGSL programs on the WebGPU backend. We write the whole shader and cache its pipeline; TF.js owns the buffers,
 * binds them and submits.
 *
 * We do not use `runWebGPUProgram`: it puts its own text first, which leaves no room for `enable`; it supports only one
 * output; and it compiles the same text again for other sizes, because its key depends on which shapes are equal.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { invariant } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import { registerLabKernel, type LabKernel } from "./lab-kernel.ts";

/** Fields common to all WGSL programs. The shader text is generated once, when it is compiled, not for every run. */
export interface WgslShader {
  /** Identifies the shader text: different text needs a different key. Leave sizes out; they are passed as uniforms. */
  readonly key: string;
  /** Inputs in order, each as "name : type"; "x" alone means array<f32>. Examples: "at : i32", "x : vec4<f32>". */
  readonly inputs: readonly string[];
  /** Outputs in the same form. Default: ["result"]. */
  readonly outputs?: readonly string[];
  /** Declarations such as "kt : i32, strides : vec3<i32>, rate : f32"; each run passes the values. */
  readonly uniforms: string;
}

/** A program that runs once per flat index. */
export interface WgslProgram extends WgslShader {
  /** Returns the body of a function of `index : i32`, run for every index below the run's size; writes `result[index]`. */
  readonly body: () => string;
}

/** A program whose invocations cooperate within workgroups. */
export interface WgslGroupProgram extends WgslShader {
  /** WGSL extensions to enable, such as "f16". */
  readonly enable?: readonly string[];
  readonly workgroupSize: number;
  /** Returns declarations that include `fn main(group : i32, local : i32)`: the workgroup's index and the invocation's. */
  readonly code: () => string;
}

/** Shape and element type of an output. */
export interface WgslOutput {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
}

/** The value of a uniform: one number for i32 or f32, three for vec3<i32>. */
export type WgslUniform = number | readonly number[];

/** Invocations per workgroup: 256 is the maximum that WebGPU guarantees on every adapter. */
const WORKGROUP = 256;

/** Pipelines by device and key; those of a lost device are garbage-collected with it. */
const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

/** A method of TF.js's backend that its types declare private. */
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

/** Runs the program for every index of its only output. The current backend must be WebGPU. */
export function runWgsl(
  program: WgslProgram,
  inputs: readonly tf.TensorInfo[],
  output: WgslOutput,
  uniforms: readonly WgslUniform[],
): tf.TensorInfo {
  return runWgslFor(sizeOf(output.shape), program, inputs, [output], uniforms)[0]!;
}

/** Runs the program for every index below `size`; it may have several outputs. The current backend must be WebGPU. */
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

/** Runs `groups` workgroups of the program; with 0 nothing runs. The current backend must be WebGPU. */
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

/** Registers a kernel of one or more WGSL runs. `run` returns the outputs and frees its own intermediate results. */
export function registerWebGpuKernel<Attributes>(name: string, run: LabKernel<Attributes>): void {
  registerLabKernel(name, "webgpu", run);
}

/** Returns whether the current backend's device has the feature. The backend must be WebGPU. */
export function deviceHas(feature: GPUFeatureName): boolean {
  return (tf.backend() as unknown as WebGPUBackend).device.features.has(feature);
}

/** Drops the shape: TF.js writes each buffer's shape before a program's own uniforms, and our programs need none. */
function unshaped({ dataId, dtype }: tf.TensorInfo): tf.TensorInfo {
  return { dataId, dtype, shape: [] };
}

/**
 * Spreads workgroups over x and y, since a device limits the number along each (65535 by default). The grid may be
 * larger than `groups`, so the last workgroups may have an index beyond the end.
 */
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

/** Returns the whole shader. Bindings follow TF.js's order: outputs, inputs, uniforms. */
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
  // TF.js writes NaN, infinity, and a shape and strides for each buffer before our uniforms.
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
