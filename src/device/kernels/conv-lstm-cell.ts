/**
 * LabConvLstmCell: the pointwise half of a ConvLSTM step and its gradient, each one pass over the gates.
 * Shapes: z [..., 4 units] in gate order i, f, c, o; cell and hidden [..., units]. See `math/conv-lstm-cell.ts`.
 */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { convLstmCell, convLstmCellGradient, type GateActivation } from "../../math/conv-lstm-cell.ts";
import { registerHostKernel, type HeapArray } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgslFor, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabConvLstmCell";
const GRADIENT = "LabConvLstmCellGradient";

interface Attributes {
  readonly gate: GateActivation;
}

/** WGSL that computes the four gates of cell `index`, one thread per cell; the key says which sigmoid it contains. */
function gates(gate: GateActivation): string {
  const squash = (z: string) =>
    gate === "hard" ? `clamp(0.2 * ${z} + 0.5, 0.0, 1.0)` : `1.0 / (1.0 + exp(-${z}))`;
  return /* wgsl */ `
    let U = uniforms.units;
    let zAt = (index / U) * 4 * U + index % U;
    let i = ${squash("z[zAt]")};
    let f = ${squash("z[zAt + U]")};
    let g = tanh(z[zAt + 2 * U]);
    let o = ${squash("z[zAt + 3 * U]")};`;
}

function slope(gate: GateActivation, s: string): string {
  return gate === "hard" ? `select(0.0, 0.2, ${s} > 0.0 && ${s} < 1.0)` : `${s} * (1.0 - ${s})`;
}

const cellProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_cell ${gate}`,
  inputs: ["z", "cell"],
  outputs: ["nextCell", "hidden"],
  uniforms: "units : i32",
  body: () => /* wgsl */ `
    ${gates(gate)}
    let next = f * cell[index] + i * g;
    nextCell[index] = next;
    hidden[index] = o * tanh(next);`,
});

/** The gradient that reaches cell' is its own plus the one through hidden'. */
const gradientProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_cell_gradient ${gate}`,
  inputs: ["z", "cell", "gradNext", "gradHidden"],
  outputs: ["gradZ", "gradCell"],
  uniforms: "units : i32",
  body: () => /* wgsl */ `
    ${gates(gate)}
    let squashed = tanh(f * cell[index] + i * g);
    let reaching = gradNext[index] + gradHidden[index] * o * (1.0 - squashed * squashed);
    gradCell[index] = reaching * f;
    gradZ[zAt] = reaching * g * ${slope(gate, "i")};
    gradZ[zAt + U] = reaching * cell[index] * ${slope(gate, "f")};
    gradZ[zAt + 2 * U] = reaching * i * (1.0 - g * g);
    gradZ[zAt + 3 * U] = gradHidden[index] * squashed * ${slope(gate, "o")};`,
});

/** Registers both kernels on every backend. */
export function registerConvLstmCell(): void {
  registerHostKernel<Attributes>({
    name: FORWARD,
    outputs: ([, cell]) => [
      { shape: cell!, dtype: "float32" },
      { shape: cell!, dtype: "float32" },
    ],
    run: ([z, cell], [cellOut, hiddenOut], { gate }) =>
      convLstmCell(
        z!.values as Float32Array,
        cell!.values as Float32Array,
        cell!.shape.at(-1)!,
        gate,
        cellOut!.values as Float32Array,
        hiddenOut!.values as Float32Array,
      ),
    simd: {
      run({ convLstmCell }, { inputs: [z, cell], outputs: [cellOut, hiddenOut] }, { gate }) {
        const [n, units] = placesOf(cell!);
        convLstmCell(z!.offset, cell!.offset, n, units, gate === "hard", cellOut!.offset, hiddenOut!.offset);
      },
    },
  });
  registerHostKernel<Attributes>({
    name: GRADIENT,
    outputs: ([z, cell]) => [
      { shape: z!, dtype: "float32" },
      { shape: cell!, dtype: "float32" },
    ],
    run: ([z, cell, gradCellOut, gradHiddenOut], [gradZ, gradCell], { gate }) =>
      convLstmCellGradient(
        z!.values as Float32Array,
        cell!.values as Float32Array,
        cell!.shape.at(-1)!,
        gate,
        gradCellOut!.values as Float32Array,
        gradHiddenOut!.values as Float32Array,
        gradZ!.values as Float32Array,
        gradCell!.values as Float32Array,
      ),
    simd: {
      run(
        { convLstmCellGradient },
        { inputs: [z, cell, gradCellOut, gradHiddenOut], outputs: [gradZ, gradCell] },
        { gate },
      ) {
        const [n, units] = placesOf(cell!);
        convLstmCellGradient(
          z!.offset,
          cell!.offset,
          n,
          units,
          gate === "hard",
          gradCellOut!.offset,
          gradHiddenOut!.offset,
          gradZ!.offset,
          gradCell!.offset,
        );
      },
    },
  });

  registerWebGpuKernel<Attributes>(FORWARD, ([z, cell], { gate }) => {
    const spec = { shape: cell!.shape, dtype: "float32" } as const;
    return runWgslFor(sizeOf(spec.shape), cellProgram(gate), [z!, cell!], [spec, spec], [spec.shape.at(-1)!]);
  });
  registerWebGpuKernel<Attributes>(GRADIENT, (inputs, { gate }) => {
    const [z, cell] = inputs.map(({ shape }) => ({ shape, dtype: "float32" }) as const);
    const cells = sizeOf(cell!.shape);
    return runWgslFor(cells, gradientProgram(gate), inputs, [z!, cell!], [cell!.shape.at(-1)!]);
  });
}

/** Computes cell' and hidden', each [..., units]. Not differentiable by itself. */
export function runConvLstmCell(
  z: tf.Tensor,
  cell: tf.Tensor,
  gate: GateActivation,
): [cell: tf.Tensor, hidden: tf.Tensor] {
  return runLabKernel(FORWARD, [z, cell], { gate }) as [tf.Tensor, tf.Tensor];
}

/** Computes the gradients with respect to z, [..., 4 units], and cell, [..., units]. */
export function runConvLstmCellGradient(
  z: tf.Tensor,
  cell: tf.Tensor,
  gradCellOut: tf.Tensor,
  gradHiddenOut: tf.Tensor,
  gate: GateActivation,
): [gradZ: tf.Tensor, gradCell: tf.Tensor] {
  return runLabKernel(GRADIENT, [z, cell, gradCellOut, gradHiddenOut], { gate }) as [tf.Tensor, tf.Tensor];
}

/** Returns the number of places before the last axis, and the length of that axis. */
function placesOf({ shape }: HeapArray): [n: number, units: number] {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1)!];
}
