/** LabReluGate: the gradient of a ReLU, computed from its output: dx = dy where y > 0, else 0. Any shape. */
import { sizeOf } from "../../base/shape.ts";
import { registerHostKernel } from "../host-kernel.ts";

/** Name of the kernel, which the convolution kernels call. */
export const RELU_GATE = "LabReluGate";

/** Registers the kernel on every backend. */
export function registerReluGate(): void {
  registerHostKernel<unknown>({
    name: RELU_GATE,
    outputs: ([gradY]) => [{ shape: gradY!, dtype: "float32" }],
    run: ([gradY, y], [gradX]) => {
      const from = gradY!.values;
      const gate = y!.values;
      const to = gradX!.values;
      for (let i = 0; i < to.length; i++) to[i] = gate[i]! > 0 ? from[i]! : 0;
    },
    simd: {
      run: ({ reluGate }, { inputs: [gradY, y], outputs: [gradX] }) =>
        reluGate(gradY!.offset, y!.offset, gradX!.offset, sizeOf(gradX!.shape)),
    },
  });
}
