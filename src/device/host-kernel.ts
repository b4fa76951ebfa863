/**
 * Kernels written over typed arrays. On WASM the arrays are views into TF.js' own heap, so nothing is copied; on a
 * backend without its own version of the kernel they are copies. The maths itself lives in `math/`.
 * A kernel may bring a SIMD variant, which works in that heap by itself.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../base/shape.ts";
import { registerFallback, registerLabKernel } from "./lab-kernel.ts";
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

/**
 * Registers the kernel for WASM, in its heap, and as the fallback of every other backend, over copies.
 */
export function registerHostKernel<Attributes>(kernel: HostKernel<Attributes>): void {
  const specsOf = (inputs: readonly tf.TensorInfo[], attributes: Attributes) =>
    kernel.outputs(
      inputs.map((info) => info.shape),
      attributes,
    );

  registerFallback<Attributes>(kernel.name, (inputs, attributes) => {
    const backend = tf.backend();
    const outputs = specsOf(inputs, attributes).map((spec) => ({
      ...spec,
      values: new ARRAYS[spec.dtype](sizeOf(spec.shape)),
    }));
    const read = ({ dataId, shape }: tf.TensorInfo): HostArray => ({
      shape,
      values: backend.readSync(dataId) as Float32Array | Int32Array,
    });
    kernel.run(inputs.map(read), outputs, attributes);
    return outputs.map(({ shape, dtype, values }) => ({
      dataId: backend.write(values, [...shape], dtype),
      shape: [...shape],
      dtype,
    }));
  });

  registerLabKernel<Attributes>(kernel.name, "wasm", (inputs, attributes) => {
    const backend = tf.backend() as unknown as BackendWasm;
    // Outputs first: making them may grow the heap, which detaches every view taken before.
    const outputs = specsOf(inputs, attributes).map(({ shape, dtype }) =>
      backend.makeOutput([...shape], dtype),
    );
    const { simd } = kernel;
    const kernels = simd ? simdKernels(backend) : null;
    if (simd && kernels) {
      const place = ({ shape, dataId }: tf.TensorInfo): HeapArray => ({
        shape,
        offset: backend.dataIdMap.get(dataId).memoryOffset,
      });
      withScratch(backend, simd.scratch?.(attributes) ?? 0, (scratch) =>
        simd.run(kernels, { inputs: inputs.map(place), outputs: outputs.map(place), scratch }, attributes),
      );
    } else {
      const view = (info: tf.TensorInfo): HostArray => ({
        shape: info.shape,
        values: backend.typedArrayFromHeap(info) as Float32Array | Int32Array,
      });
      kernel.run(inputs.map(view), outputs.map(view), attributes);
    }
    return outputs;
  });
}

const ARRAYS = { float32: Float32Array, int32: Int32Array } as const;

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
