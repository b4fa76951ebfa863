/** The gradient of the pointwise half of a ConvLSTM step. */
import { slope, squash, tanh } from "./activations.ts";
import { loadLanes, storeLanes } from "./lanes.ts";

/** Computes the gradients with respect to z and cell from those of cell' and hidden'; see `math/conv-lstm-cell.ts`. */
export function convLstmCellGradient(
  z: usize,
  cell: usize,
  n: i32,
  units: i32,
  hard: bool,
  gradCellOut: usize,
  gradHiddenOut: usize,
  gradZ: usize,
  gradCell: usize,
): void {
  const gate = (<usize>units) << 2;
  for (let place = 0; place < n; place++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit;
      const at = (<usize>(place * units + unit)) << 2;
      const zOffset = (<usize>(place * 4 * units + unit)) << 2;
      const zInput = loadLanes(z + zOffset, lanes);
      const zForget = loadLanes(z + zOffset + gate, lanes);
      const zOutput = loadLanes(z + zOffset + 3 * gate, lanes);
      const input = squash(zInput, hard);
      const forget = squash(zForget, hard);
      const candidate = tanh(loadLanes(z + zOffset + 2 * gate, lanes));
      const output = squash(zOutput, hard);
      const before = loadLanes(cell + at, lanes);
      const squashed = tanh(f32x4.add(f32x4.mul(forget, before), f32x4.mul(input, candidate)));

      const gradHidden = loadLanes(gradHiddenOut + at, lanes);
      const throughHidden = f32x4.mul(f32x4.mul(gradHidden, output), tanhSlope(squashed));
      const reaching = f32x4.add(loadLanes(gradCellOut + at, lanes), throughHidden);
      const to = gradZ + zOffset;
      storeLanes(to, f32x4.mul(f32x4.mul(reaching, candidate), slope(zInput, input, hard)), lanes);
      storeLanes(to + gate, f32x4.mul(f32x4.mul(reaching, before), slope(zForget, forget, hard)), lanes);
      storeLanes(to + 2 * gate, f32x4.mul(f32x4.mul(reaching, input), tanhSlope(candidate)), lanes);
      const ofOutput = f32x4.mul(f32x4.mul(gradHidden, squashed), slope(zOutput, output, hard));
      storeLanes(to + 3 * gate, ofOutput, lanes);
      storeLanes(gradCell + at, f32x4.mul(reaching, forget), lanes);
    }
  }
}

/** Returns d tanh / dx where tanh x = y. */
function tanhSlope(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}
