/**
 * Runs a kernel written over typed arrays on the backends whose tensors live in host memory: CPU and WASM.
 *
 * On WASM the arrays are views into TF.js' own heap, so nothing is copied; there a kernel may bring a SIMD variant,
 * which works in that heap by itself. The maths itself lives in `math/`.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../base/shape.ts";
import { simdKernels, type SimdKernels } from "./simd/simd-kernels.ts";

/** A float32 or int32 tensor as the kernel sees it. */
export interface HostArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Shape and type of an output. */
export interface OutputSpec {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
}

/** A kernel over typed arrays. Outputs arrive uninitialised: `run` must write every element. */
export interface HostKernel<Attributes> {
  /** TF.js kernel name, prefixed "Lab" so that it can never meet a stock one. */
  readonly name: string;
  outputs(shapes: readonly (readonly number[])[], attributes: Attributes): OutputSpec[];
  run(inputs: readonly HostArray[], outputs: readonly HostArray[], attributes: Attributes): void;
  /** Runs in place of `run` on WASM, wherever the SIMD module starts. */
  readonly simd?: SimdVariant<Attributes>;
}

/** The same kernel by functions of the SIMD module. */
export interface SimdVariant<Attributes> {
  /** Elements of 4 bytes that `run` needs beside its outputs. Default 0. */
  scratch?(attributes: Attributes): number;
  run(kernels: SimdKernels, arrays: HeapArrays, attributes: Attributes): void;
}

/** A tensor in TF.js' heap. */
export interface HeapArray {
  readonly shape: readonly number[];
  /** Where its values begin, in bytes. */
  readonly offset: number;
}

/** What a SIMD variant reads and writes. Outputs and scratch hold anything; every output must be written. */
export interface HeapArrays {
  readonly inputs: readonly HeapArray[];
  readonly outputs: readonly HeapArray[];
  /** Where the scratch begins, in bytes; 0 where none was asked for. */
  readonly scratch: number;
}

interface CpuBackend {
  readSync(dataId: object): Float32Array | Int32Array;
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array | Int32Array): tf.TensorInfo;
}

/** Registers the kernel for the CPU and WASM backends. Inputs are taken in the order of their keys "0", "1", ... */
export function registerHostKernel<Attributes>(kernel: HostKernel<Attributes>): void {
  const onBackend =
    (execute: (call: Call<Attributes>) => tf.TensorInfo[]): tf.KernelFunc =>
    ({ inputs, attrs }) => {
      const infos = Object.values(inputs) as tf.TensorInfo[];
      const attributes = attrs as unknown as Attributes;
      const specs = kernel.outputs(
        infos.map((info) => info.shape),
        attributes,
      );
      return execute({ infos, specs, attributes });
    };

  tf.registerKernel({
    kernelName: kernel.name,
    backendName: "cpu",
    kernelFunc: onBackend(({ infos, specs, attributes }) => {
      const backend = tf.backend() as unknown as CpuBackend;
      const values = specs.map(({ shape, dtype }) =>
        dtype === "int32" ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)),
      );
      kernel.run(
        infos.map((info) => ({ shape: info.shape, values: backend.readSync(info.dataId) })),
        specs.map(({ shape }, i) => ({ shape, values: values[i]! })),
        attributes,
      );
      return specs.map(({ shape, dtype }, i) => backend.makeTensorInfo([...shape], dtype, values[i]!));
    }),
  });

  tf.registerKernel({
    kernelName: kernel.name,
    backendName: "wasm",
    kernelFunc: onBackend(({ infos, specs, attributes }) => {
      const backend = tf.backend() as unknown as BackendWasm;
      // Outputs first: making them may grow the heap, which detaches every view taken before.
      const outputs = specs.map(({ shape, dtype }) => backend.makeOutput([...shape], dtype));
      const { simd } = kernel;
      const kernels = simd ? simdKernels(backend) : null;
      if (simd && kernels) {
        const place = ({ shape, dataId }: tf.TensorInfo): HeapArray => ({
          shape,
          offset: backend.dataIdMap.get(dataId).memoryOffset,
        });
        withScratch(backend, simd.scratch?.(attributes) ?? 0, (scratch) =>
          simd.run(kernels, { inputs: infos.map(place), outputs: outputs.map(place), scratch }, attributes),
        );
      } else {
        const view = (info: tf.TensorInfo): HostArray => ({
          shape: info.shape,
          values: backend.typedArrayFromHeap(info) as Float32Array | Int32Array,
        });
        kernel.run(infos.map(view), outputs.map(view), attributes);
      }
      return outputs;
    }),
  });
}

/** One call of a kernel. */
interface Call<Attributes> {
  readonly infos: readonly tf.TensorInfo[];
  readonly specs: readonly OutputSpec[];
  readonly attributes: Attributes;
}

/** Lends a piece of the heap: its offset, 0 for no elements. */
function withScratch(backend: BackendWasm, elements: number, use: (offset: number) => void): void {
  if (elements === 0) {
    use(0);
    return;
  }
  const { dataId } = backend.makeOutput([elements], "float32");
  try {
    use(backend.dataIdMap.get(dataId).memoryOffset);
  } finally {
    backend.disposeData(dataId);
  }
}

/** Calls one of our kernels on the current backend. */
export function runLabKernel(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: Readonly<Record<string, unknown>> = {},
): tf.Tensor[] {
  const named = Object.fromEntries(inputs.map((tensor, i) => [String(i), tensor]));
  const result: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(name, named, attributes as unknown as tf.NamedAttrMap);
  return Array.isArray(result) ? result : [result];
}
