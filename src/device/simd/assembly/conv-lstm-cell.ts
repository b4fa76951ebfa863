/** The pointwise half of a ConvLSTM step. */
import { squash, tanh } from "./activations.ts";
import { loadLanes, storeLanes } from "./lanes.ts";

/** Computes cell' = s(z_f) cell + s(z_i) tanh z_c and hidden' = s(z_o) tanh cell', at `n` places of `units` each. */
export function convLstmCell(
  z: usize,
  cell: usize,
  n: i32,
  units: i32,
  hard: bool,
  cellOut: usize,
  hiddenOut: usize,
): void {
  const gate = (<usize>units) << 2;
  for (let place = 0; place < n; place++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit;
      const at = (<usize>(place * units + unit)) << 2;
      const zAt = z + ((<usize>(place * 4 * units + unit)) << 2);
      const input = squash(loadLanes(zAt, lanes), hard);
      const forget = squash(loadLanes(zAt + gate, lanes), hard);
      const candidate = tanh(loadLanes(zAt + 2 * gate, lanes));
      const output = squash(loadLanes(zAt + 3 * gate, lanes), hard);
      const kept = f32x4.mul(forget, loadLanes(cell + at, lanes));
      const next = f32x4.add(kept, f32x4.mul(input, candidate));
      storeLanes(cellOut + at, next, lanes);
      storeLanes(hiddenOut + at, f32x4.mul(output, tanh(next)), lanes);
    }
  }
}
