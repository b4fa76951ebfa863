/**
 * LabConcatChannels and LabSplitChannels: join tensors along the last axis, and split one again.
 *
 * On WASM, stock concat and split copy row by row through sub-arrays, which costs more than the convolutions between
 * them; these kernels loop over the heap.
 */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { registerHostKernel, type HeapArray, type HostArray } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import type { SimdKernels } from "../simd/simd-kernels.ts";
import { registerWebGpuKernel, runWgsl, runWgslFor, type WgslProgram } from "../webgpu-kernel.ts";

const CONCAT = "LabConcatChannels";
const SPLIT = "LabSplitChannels";

interface SplitAttributes {
  /** Channels of each part, in order. */
  readonly channels: readonly number[];
}

/**
 * One thread per value of the whole tensor. Every adapter allows eight buffers, so up to seven parts. The search for a
 * channel's part is written out for each part, since WGSL has no arrays of buffers.
 */
const program = (count: number, join: boolean): WgslProgram => {
  const parts = Array.from({ length: count }, (_, i) => i);
  const names = parts.map((i) => `part${i}`);
  return {
    key: `${join ? "concat" : "split"}_channels ${count}`,
    inputs: join ? names : ["whole"],
    outputs: join ? ["whole"] : names,
    uniforms: ["total : i32", ...parts.map((i) => `count${i} : i32`)].join(", "),
    body: () => /* wgsl */ `
      let row = index / uniforms.total;
      var c = index % uniforms.total;
      ${parts
        .map((i) => {
          const value = `part${i}[row * uniforms.count${i} + c]`;
          const copy = join ? `whole[index] = ${value};` : `${value} = whole[index];`;
          return `if (c < uniforms.count${i}) { ${copy} return; }\nc -= uniforms.count${i};`;
        })
        .join("\n")}`,
  };
};

/** Registers both kernels on every backend. */
export function registerChannels(): void {
  registerHostKernel<unknown>({
    name: CONCAT,
    outputs: (shapes) => [
      {
        shape: [...shapes[0]!.slice(0, -1), sum(shapes.map((shape) => shape.at(-1)!))],
        dtype: "float32",
      },
    ],
    run: (parts, [whole]) => copyParts(parts, whole!, true),
    simd: { run: (kernels, { inputs, outputs: [whole] }) => copyPartsSimd(kernels, inputs, whole!, true) },
  });
  registerHostKernel<SplitAttributes>({
    name: SPLIT,
    outputs: ([whole], { channels }) =>
      channels.map((count) => ({ shape: [...whole!.slice(0, -1), count], dtype: "float32" as const })),
    run: ([whole], parts) => copyParts(parts, whole!, false),
    simd: { run: (kernels, { inputs: [whole], outputs }) => copyPartsSimd(kernels, outputs, whole!, false) },
  });

  registerWebGpuKernel<unknown>(CONCAT, (parts) => {
    const channels = parts.map(({ shape }) => shape.at(-1)!);
    const total = sum(channels);
    const shape = [...parts[0]!.shape.slice(0, -1), total];
    return runWgsl(program(parts.length, true), parts, { shape, dtype: "float32" }, [total, ...channels]);
  });
  registerWebGpuKernel<SplitAttributes>(SPLIT, ([whole], { channels }) => {
    const { shape } = whole!;
    const outputs = channels.map(
      (count) => ({ shape: [...shape.slice(0, -1), count], dtype: "float32" }) as const,
    );
    return runWgslFor(sizeOf(shape), program(channels.length, false), [whole!], outputs, [
      shape.at(-1)!,
      ...channels,
    ]);
  });
}

/** Joins tensors along the last axis; the other axes must agree. Not differentiable by itself. */
export function runConcatChannels(parts: readonly tf.Tensor[]): tf.Tensor {
  return runLabKernel(CONCAT, parts)[0]!;
}

/** Splits a tensor along the last axis. Not differentiable by itself. */
export function runSplitChannels(whole: tf.Tensor, channels: readonly number[]): tf.Tensor[] {
  return runLabKernel(SPLIT, [whole], { channels });
}

/** Copies each part to its place in the whole if `join`, else back. */
function copyParts(parts: readonly HostArray[], whole: HostArray, join: boolean): void {
  const width = whole.shape.at(-1)!;
  const rows = whole.values.length / width;
  let offset = 0;
  for (const part of parts) {
    const count = part.shape.at(-1)!;
    const values = part.values;
    const joined = whole.values;
    for (let row = 0, at = 0, wholeAt = offset; row < rows; row++, at += count, wholeAt += width) {
      if (join) for (let c = 0; c < count; c++) joined[wholeAt + c] = values[at + c]!;
      else for (let c = 0; c < count; c++) values[at + c] = joined[wholeAt + c]!;
    }
    offset += count;
  }
}

/** Does the same as `copyParts` in TF.js's heap. */
function copyPartsSimd(
  { copyRows }: SimdKernels,
  parts: readonly HeapArray[],
  whole: HeapArray,
  join: boolean,
): void {
  const width = whole.shape.at(-1)!;
  const rows = sizeOf(whole.shape.slice(0, -1));
  let column = whole.offset;
  for (const part of parts) {
    const count = part.shape.at(-1)!;
    if (join) copyRows(column, width, part.offset, count, count, rows);
    else copyRows(part.offset, count, column, width, count, rows);
    column += count * 4;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
