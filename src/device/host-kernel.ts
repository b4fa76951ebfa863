/**
 * Kernels that work on typed arrays. On WASM the arrays are views into TF.js's own heap, so nothing is copied; on a
 * backend without its own version of the kernel they are copies. The maths itself lives in `math/`.
 * A kernel may have a SIMD variant, which works directly in that heap.
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

/** Shape and element type of an output. */
export interface OutputSpec {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
}

/** A kernel that works on typed arrays. Outputs are uninitialised: `run` must write every element. */
export interface HostKernel<Attributes> {
  /** TF.js kernel name, prefixed "Lab" so that it never clashes with a stock kernel. */
  readonly name: string;
  outputs(shapes: readonly (readonly number[])[], attributes: Attributes): OutputSpec[];
  run(inputs: readonly HostArray[], outputs: readonly HostArray[], attributes: Attributes): void;
  /** Replaces `run` on WASM wherever the SIMD module starts. */
  readonly simd?: SimdVariant<Attributes>;
}

/** The kernel implemented with functions of the SIMD module. */
export interface SimdVariant<Attributes> {
  /** Returns the scratch space that `run` needs, in elements of 4 bytes. Default 0. */
  scratch?(attributes: Attributes): number;
  run(kernels: SimdKernels, arrays: HeapArrays, attributes: Attributes): void;
}

/** A tensor in TF.js's heap. */
export interface HeapArray {
  readonly shape: readonly number[];
  /** Byte offset of its first value. */
  readonly offset: number;
}

/** The memory a SIMD variant works on. Outputs and scratch are uninitialised; every output must be written. */
export interface HeapArrays {
  readonly inputs: readonly HeapArray[];
  readonly outputs: readonly HeapArray[];
  /** Byte offset of the scratch space; 0 if there is none. */
  readonly scratch: number;
}

/** Registers the kernel for WASM, where it works in the heap, and as every other backend's fallback, on copies. */
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
    // Allocate outputs first: allocation may grow the heap, which detaches all existing views.
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

/** Calls `use` with the byte offset of temporary heap space, or with 0 if `elements` is 0; frees it afterwards. */
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
