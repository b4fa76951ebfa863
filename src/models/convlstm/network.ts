/**
 * C-LSTM in inference mode (arXiv 2002.00367): layers of ConvLSTM, 2x2 max pool and batch norm, then a dense layer over
 * the flattened frames. `ConvLstmParts` holds everything in which the Keras and the PyTorch variant differ.
 */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import type { PaddingRule } from "../../base/shape.ts";
import { conv3d } from "../../device/ops/conv3d.ts";
import { convLstm } from "../../device/ops/conv-lstm.ts";
import type { Conv3dFilter } from "../../device/ops/conv3d-filter.ts";
import { FrameResponses } from "../../device/ops/frame-responses.ts";
import { maxPool3d } from "../../device/ops/max-pool3d.ts";
import type { GateActivation } from "../../math/conv-lstm-cell.ts";
import { LOOK, type EndpointTap, type Network } from "../model.ts";

/** One layer's weights. */
export interface ConvLstmLayer {
  /** [1, kh, kw, in, 4 units], bias included, gate order i, f, c, o. */
  readonly input: Conv3dFilter;
  /** [1, kh, kw, units, 4 units]. */
  readonly recurrent: Conv3dFilter;
  /** Batch norm, folded to x * scale + shift; both [units]. */
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

/** The weights, and the choices in which the variants differ. */
export interface ConvLstmParts {
  readonly layers: readonly ConvLstmLayer[];
  /** [T h w C, classes]. */
  readonly denseKernel: tf.Tensor2D;
  readonly denseBias: tf.Tensor1D;
  readonly stride: number;
  readonly padding: PaddingRule;
  readonly gate: GateActivation;
  readonly normBeforePool: boolean;
}

/** Assembles the network. Its endpoints are `clstm_1`, `batch_normalization_1` (after pool and norm), and so on. */
export function convLstmNetwork(parts: ConvLstmParts): Network {
  const { layers, stride, padding, gate, normBeforePool } = parts;
  const strides = [1, stride, stride] as const;
  const [first, ...rest] = layers;
  invariant(first, () => "a C-LSTM has at least one layer");

  const finishLayer = (gates: tf.Tensor5D, layer: ConvLstmLayer, number: number, tap: EndpointTap) => {
    const hidden = tap(`clstm_${number}`, convLstm(gates, layer.recurrent, gate));
    const finished = normBeforePool ? pool(norm(hidden, layer)) : norm(pool(hidden), layer);
    return tap(`batch_normalization_${number}`, finished);
  };
  const fromFirstGates = (gatesOfFirst: tf.Tensor5D, tap: EndpointTap): tf.Tensor2D => {
    let x = finishLayer(gatesOfFirst, first, 1, tap);
    rest.forEach((layer, i) => {
      x = finishLayer(conv3d(x, layer.input, { strides, padding }), layer, i + 2, tap);
    });
    return tf.add(tf.matMul(x.reshape<tf.Tensor2D>([x.shape[0], -1]), parts.denseKernel), parts.denseBias);
  };

  return {
    camEndpoint: `clstm_${layers.length}`,
    camPooling: "space",
    logits: (frames, tap = LOOK) =>
      tf.tidy(() => fromFirstGates(conv3d(frames, first.input, { strides, padding }), tap)),
    respond: (sources, T) => FrameResponses.of(sources, first.input, strides, padding, { T }),
    logitsOfMix: (responses, mixing, tap = LOOK) => tf.tidy(() => fromFirstGates(responses.mix(mixing), tap)),
  };
}

function pool(x: tf.Tensor5D): tf.Tensor5D {
  return maxPool3d(x, [1, 2, 2], [1, 2, 2], "valid");
}

function norm(x: tf.Tensor5D, { scale, shift }: ConvLstmLayer): tf.Tensor5D {
  const [B, T, h, w, C] = x.shape;
  // Compute at rank 4: stock WebGPU binary ops that broadcast at rank 5 do not compile.
  return tf.add(tf.mul(x.reshape<tf.Tensor4D>([B * T, h, w, C]), scale), shift).reshape([B, T, h, w, C]);
}

/** Folds a batch norm to x * scale + shift: scale = gamma / sqrt(variance + eps), shift = beta - mean * scale. */
export function foldNorm(
  gamma: Float32Array,
  beta: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  epsilon: number,
): { scale: Float32Array; shift: Float32Array } {
  const scale = gamma.map((g, u) => g / Math.sqrt(variance[u]! + epsilon));
  return { scale, shift: beta.map((b, u) => b - mean[u]! * scale[u]!) };
}
