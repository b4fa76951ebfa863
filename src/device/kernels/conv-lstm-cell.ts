/**
 * LabConvLstmCell: the pointwise half of a ConvLSTM step and its gradient, each one pass over the gates.
 * Shapes: z [..., 4 units] in gate order i, f, c, o; cell and hidden [..., units]. See `math/conv-lstm-cell.ts`.
 */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { convLstmCell, convLstmCellGradient, type GateActivation } from "../../math/conv-lstm-cell.ts";
import { registerHostKernel, type HeapArray } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabConvLstmCell";
const GRADIENT = "LabConvLstmCellGradient";

interface Attributes {
  readonly gate: GateActivation;
}

type GateName = "i" | "f" | "g" | "o";

/** Reads the four gates of output index `index`; both sigmoids are written out, chosen by the key. */
function gates(gate: GateActivation, which: readonly GateName[]): string {
  const squash = (z: string) =>
    gate === "hard" ? `clamp(0.2 * ${z} + 0.5, 0.0, 1.0)` : `1.0 / (1.0 + exp(-${z}))`;
  const at = { i: "0", f: "U", g: "2 * U", o: "3 * U" } as const;
  return (
    "let U = uniforms.units; let zAt = (index / U) * 4 * U + index % U;" +
    which
      .map(
        (name) =>
          `let ${name} = ${name === "g" ? `tanh(z[zAt + ${at.g}])` : squash(`z[zAt + ${at[name]}]`)};`,
      )
      .join("")
  );
}

function slope(gate: GateActivation, s: string): string {
  return gate === "hard" ? `select(0.0, 0.2, ${s} > 0.0 && ${s} < 1.0)` : `${s} * (1.0 - ${s})`;
}

const cellProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_cell_${gate}`,
  inputs: ["z", "cell"],
  uniforms: "units : i32",
  body: /* wgsl */ `${gates(gate, ["i", "f", "g"])} result[index] = f * cell[index] + i * g;`,
});

const hiddenProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_hidden_${gate}`,
  inputs: ["z", "next"],
  uniforms: "units : i32",
  body: /* wgsl */ `${gates(gate, ["o"])} result[index] = o * tanh(next[index]);`,
});

/** What reaches cell': its own gradient plus what comes through hidden'. */
const reachingProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_reaching_${gate}`,
  inputs: ["z", "cell", "gradNext", "gradHidden"],
  uniforms: "units : i32",
  body: /* wgsl */ `
    ${gates(gate, ["i", "f", "g", "o"])}
    let s = tanh(f * cell[index] + i * g);
    result[index] = gradNext[index] + gradHidden[index] * o * (1.0 - s * s);`,
});

const gradCellProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_grad_cell_${gate}`,
  inputs: ["z", "reaching"],
  uniforms: "units : i32",
  body: /* wgsl */ `${gates(gate, ["f"])} result[index] = reaching[index] * f;`,
});

/** One thread a gate pre-activation: `gateIndex` numbers i, f, c, o. */
const gradZProgram = (gate: GateActivation): WgslProgram => ({
  key: `conv_lstm_grad_z_${gate}`,
  inputs: ["z", "cell", "reaching", "gradHidden"],
  uniforms: "units : i32",
  body: /* wgsl */ `
    let zIndex = index;
    let gateIndex = (zIndex / uniforms.units) % 4;
    let at = (zIndex / (4 * uniforms.units)) * uniforms.units + zIndex % uniforms.units;
    result[zIndex] = gradZ(at, gateIndex);
  }
  fn gradZ(index : i32, gateIndex : i32) -> f32 {
    ${gates(gate, ["i", "f", "g", "o"])}
    switch (gateIndex) {
      case 0: { return reaching[index] * g * ${slope(gate, "i")}; }
      case 1: { return reaching[index] * cell[index] * ${slope(gate, "f")}; }
      case 2: { return reaching[index] * i * (1.0 - g * g); }
      default: { return gradHidden[index] * tanh(f * cell[index] + i * g) * ${slope(gate, "o")}; }
    }`,
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
    const units = [cell!.shape.at(-1)!];
    const next = runWgsl(cellProgram(gate), [z!, cell!], spec, units);
    return [next, runWgsl(hiddenProgram(gate), [z!, next], spec, units)];
  });
  registerWebGpuKernel<Attributes>(GRADIENT, ([z, cell, gradNext, gradHidden], { gate }) => {
    const spec = { shape: cell!.shape, dtype: "float32" } as const;
    const units = [cell!.shape.at(-1)!];
    const reaching = runWgsl(reachingProgram(gate), [z!, cell!, gradNext!, gradHidden!], spec, units);
    const gradZSpec = { shape: z!.shape, dtype: "float32" } as const;
    const gradZ = runWgsl(gradZProgram(gate), [z!, cell!, reaching, gradHidden!], gradZSpec, units);
    const gradCell = runWgsl(gradCellProgram(gate), [z!, reaching], spec, units);
    tf.backend().disposeData(reaching.dataId);
    return [gradZ, gradCell];
  });
}

/** cell' and hidden', each [..., units]. Not differentiable by itself. */
export function runConvLstmCell(
  z: tf.Tensor,
  cell: tf.Tensor,
  gate: GateActivation,
): [cell: tf.Tensor, hidden: tf.Tensor] {
  return runLabKernel(FORWARD, [z, cell], { gate }) as [tf.Tensor, tf.Tensor];
}

/** Gradients with respect to z and cell. */
export function runConvLstmCellGradient(
  z: tf.Tensor,
  cell: tf.Tensor,
  gradCellOut: tf.Tensor,
  gradHiddenOut: tf.Tensor,
  gate: GateActivation,
): [gradZ: tf.Tensor, gradCell: tf.Tensor] {
  return runLabKernel(GRADIENT, [z, cell, gradCellOut, gradHiddenOut], { gate }) as [tf.Tensor, tf.Tensor];
}

/** [..., units] -> the number of places before the last axis, and units. */
function placesOf({ shape }: HeapArray): [n: number, units: number] {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1)!];
}
