/**
 * Kernels written over typed arrays. On WASM the arrays are views into TF.js' own heap, so nothing is copied; on a
 * backend without its own version of the kernel they are copies. The maths itself lives in `math/`.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../base/shape.ts";
import { registerFallback, registerLabKernel } from "./lab-kernel.ts";

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
}

/**
 * Registers the kernel for WASM, over views of its heap, and as the fallback of every other backend, over copies.
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
    const view = (info: tf.TensorInfo): HostArray => ({
      shape: info.shape,
      values: backend.typedArrayFromHeap(info) as Float32Array | Int32Array,
    });
    kernel.run(inputs.map(view), outputs.map(view), attributes);
    return outputs;
  });
}

const ARRAYS = { float32: Float32Array, int32: Int32Array } as const;
