/**
 * The pointwise half of a ConvLSTM step (Shi et al., NeurIPS 2015), in Keras' gate order i, f, c, o:
 *
 *   i = s(z_i)  f = s(z_f)  g = tanh(z_g)  o = s(z_o)
 *   cell' = f cell + i g      hidden' = o tanh(cell')
 *
 * z = input convolution + recurrent convolution, bias included; s is a hard or an ordinary sigmoid.
 * Peepholes are absent (zero in the checkpoints people have of CLSTM_4).
 */

/** Activation of the input, forget and output gates. `hard` is clip(0.2 z + 0.5, 0, 1), old Keras' default. */
export type GateActivation = "hard" | "logistic";

/**
 * Computes one step; overwrites `cellOut` and `hiddenOut`.
 *
 * @param z     [n, 4 units] gate pre-activations.
 * @param cell  [n, units] previous cell state.
 */
export function convLstmCell(
  z: Float32Array,
  cell: Float32Array,
  units: number,
  gate: GateActivation,
  cellOut: Float32Array,
  hiddenOut: Float32Array,
): void {
  const n = cell.length / units;
  for (let p = 0; p < n; p++) {
    for (let u = 0; u < units; u++) {
      const at = p * units + u;
      const zAt = p * 4 * units + u;
      const input = squash(z[zAt]!, gate);
      const forget = squash(z[zAt + units]!, gate);
      const candidate = Math.tanh(z[zAt + 2 * units]!);
      const output = squash(z[zAt + 3 * units]!, gate);
      const next = forget * cell[at]! + input * candidate;
      cellOut[at] = next;
      hiddenOut[at] = output * Math.tanh(next);
    }
  }
}

/**
 * Computes the gradient of that step; overwrites `gradZ` and `gradCell`.
 *
 * @param gradCellOut    [n, units] gradient that reaches cell' from later steps.
 * @param gradHiddenOut  [n, units] gradient that reaches hidden'.
 */
export function convLstmCellGradient(
  z: Float32Array,
  cell: Float32Array,
  units: number,
  gate: GateActivation,
  gradCellOut: Float32Array,
  gradHiddenOut: Float32Array,
  gradZ: Float32Array,
  gradCell: Float32Array,
): void {
  const n = cell.length / units;
  for (let p = 0; p < n; p++) {
    for (let u = 0; u < units; u++) {
      const at = p * units + u;
      const zAt = p * 4 * units + u;
      const input = squash(z[zAt]!, gate);
      const forget = squash(z[zAt + units]!, gate);
      const candidate = Math.tanh(z[zAt + 2 * units]!);
      const output = squash(z[zAt + 3 * units]!, gate);
      const squashed = Math.tanh(forget * cell[at]! + input * candidate);
      const reaching = gradCellOut[at]! + gradHiddenOut[at]! * output * (1 - squashed * squashed);
      gradZ[zAt] = reaching * candidate * slope(input, gate);
      gradZ[zAt + units] = reaching * cell[at]! * slope(forget, gate);
      gradZ[zAt + 2 * units] = reaching * input * (1 - candidate * candidate);
      gradZ[zAt + 3 * units] = gradHiddenOut[at]! * squashed * slope(output, gate);
      gradCell[at] = reaching * forget;
    }
  }
}

function squash(z: number, gate: GateActivation): number {
  return gate === "hard" ? Math.min(Math.max(0.2 * z + 0.5, 0), 1) : 1 / (1 + Math.exp(-z));
}

/**
 * Returns the derivative of `squash` at the point where its value is s. At the two corners of the hard sigmoid it is
 * 0.
 */
function slope(s: number, gate: GateActivation): number {
  if (gate === "logistic") return s * (1 - s);
  return s > 0 && s < 1 ? 0.2 : 0;
}
