/**
 * Runs a kernel written over typed arrays on the backends whose tensors live in host memory: CPU and WASM.
 *
 * On WASM the arrays are views into TF.js' own heap, so nothing is copied. The maths itself lives in `math/`.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../base/shape.ts";

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

interface CpuBackend {
  readSync(dataId: object): Float32Array | Int32Array;
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array | Int32Array): tf.TensorInfo;
}

/** Registers the kernel for the CPU and WASM backends. Inputs are taken in the order of their keys "0", "1", ... */
export function registerHostKernel<Attributes>(kernel: HostKernel<Attributes>): void {
  const onBackend =
    (
      execute: (specs: OutputSpec[], inputs: tf.TensorInfo[], run: Runner) => tf.TensorInfo[],
    ): tf.KernelFunc =>
    ({ inputs, attrs }) => {
      const infos = Object.values(inputs) as tf.TensorInfo[];
      const attributes = attrs as unknown as Attributes;
      const specs = kernel.outputs(
        infos.map((info) => info.shape),
        attributes,
      );
      return execute(specs, infos, (hostInputs, hostOutputs) =>
        kernel.run(hostInputs, hostOutputs, attributes),
      );
    };

  tf.registerKernel({
    kernelName: kernel.name,
    backendName: "cpu",
    kernelFunc: onBackend((specs, infos, run) => {
      const backend = tf.backend() as unknown as CpuBackend;
      const values = specs.map(({ shape, dtype }) =>
        dtype === "int32" ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)),
      );
      run(
        infos.map((info) => ({ shape: info.shape, values: backend.readSync(info.dataId) })),
        specs.map(({ shape }, i) => ({ shape, values: values[i]! })),
      );
      return specs.map(({ shape, dtype }, i) => backend.makeTensorInfo([...shape], dtype, values[i]!));
    }),
  });

  tf.registerKernel({
    kernelName: kernel.name,
    backendName: "wasm",
    kernelFunc: onBackend((specs, infos, run) => {
      const backend = tf.backend() as unknown as BackendWasm;
      // Outputs first: making them may grow the heap, which detaches every view taken before.
      const outputs = specs.map(({ shape, dtype }) => backend.makeOutput([...shape], dtype));
      const view = (info: tf.TensorInfo): HostArray => ({
        shape: info.shape,
        values: backend.typedArrayFromHeap(info) as Float32Array | Int32Array,
      });
      run(infos.map(view), outputs.map(view));
      return outputs;
    }),
  });
}

type Runner = (inputs: HostArray[], outputs: HostArray[]) => void;

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
