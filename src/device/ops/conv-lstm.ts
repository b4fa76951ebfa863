/**
 * The recurrence of a ConvLSTM layer (Shi et al., NeurIPS 2015) over all frames, with back-propagation through time
 * written out. The caller computes the input convolutions of all frames; only the recurrent convolution is sequential.
 */
import * as tf from "@tensorflow/tfjs";
import type { GateActivation } from "../../math/conv-lstm-cell.ts";
import { runConvLstmCell, runConvLstmCellGradient } from "../kernels/conv-lstm-cell.ts";
import { runFrame } from "../kernels/frame.ts";
import { runConv3d, runConv3dInputGradient } from "../kernels/conv3d.ts";
import { paddingOf, type Conv3dFilter } from "./conv3d-filter.ts";

/**
 * Returns the hidden states of all frames, starting from zero states.
 *
 * @param gatesFromInput  [B, T, h, w, 4 units]: input convolution and bias, gate order i, f, c, o; stays the caller's.
 * @param recurrent       Filter [1, k, k, units, 4 units], applied with stride 1 and "same" padding.
 * @returns               [B, T, h, w, units], new; differentiable in `gatesFromInput` alone.
 */
export function convLstm(
  gatesFromInput: tf.Tensor5D,
  recurrent: Conv3dFilter,
  gate: GateActivation,
): tf.Tensor5D {
  const [B, T, h, w] = gatesFromInput.shape;
  const units = recurrent.shape[3];
  const state = [B, 1, h, w, units] as const;
  const strides = [1, 1, 1] as const;
  const sliding = { frames: 1, strides, axes: paddingOf(state, recurrent, strides, "same") };

  const run = tf.customGrad((input, save) => {
    const gates: tf.Tensor5D[] = [];
    const cells: tf.Tensor[] = [tf.zeros([...state])];
    const hiddens: tf.Tensor[] = [];
    for (let t = 0; t < T; t++) {
      const fromInput = runFrame(input as tf.Tensor5D, t);
      const last = hiddens.at(-1) as tf.Tensor5D | undefined;
      const z = last
        ? tf.add(fromInput, runConv3d(last, recurrent.forward, null, { ...sliding, relu: false }))
        : fromInput;
      const [cell, hidden] = runConvLstmCell(z, cells[t]!, gate);
      gates.push(z as tf.Tensor5D);
      cells.push(cell);
      hiddens.push(hidden);
    }
    (save as tf.GradSaveFunc)([...gates, ...cells]);

    const gradFunc = (gradHidden: tf.Tensor, saved: tf.Tensor[]) =>
      tf.tidy(() => {
        const gradGates: tf.Tensor[] = [];
        let gradCell: tf.Tensor = tf.zeros([...state]);
        let fromNext: tf.Tensor | null = null;
        for (let t = T - 1; t >= 0; t--) {
          const ofFrame: tf.Tensor = runFrame(gradHidden as tf.Tensor5D, t);
          const reaching: tf.Tensor = fromNext ? tf.add(ofFrame, fromNext) : ofFrame;
          const [gradZ, gradBefore] = runConvLstmCellGradient(
            saved[t]!,
            saved[T + t]!,
            gradCell,
            reaching,
            gate,
          );
          gradGates.unshift(gradZ);
          gradCell = gradBefore;
          if (t > 0)
            fromNext = runConv3dInputGradient(gradZ as tf.Tensor5D, recurrent.backward, null, {
              ...sliding,
              shape: state,
            });
        }
        return joinFrames(gradGates);
      });
    return { value: joinFrames(hiddens), gradFunc };
  });
  return run(gatesFromInput);
}

/** Joins T tensors [B, 1, ...] into [B, T, ...]. */
function joinFrames(frames: readonly tf.Tensor[]): tf.Tensor5D {
  const [B, , ...rest] = frames[0]!.shape as [number, number, number, number, number];
  return tf
    .concat(
      frames.map((frame) => frame.reshape<tf.Tensor3D>([B, 1, -1])),
      1,
    )
    .reshape([B, frames.length, ...rest]);
}
