/**
 * The Keras C-LSTM. Each layer is `ConvLSTM2D` -> 2x2 max pool -> `BatchNormalization`; the dense layer reads all frames,
 * flattened. Weight names: `clstm_1/kernel`, `clstm_1/recurrent_kernel`, `clstm_1/bias`, `batch_normalization_1/gamma`
 * and so on, `dense/kernel`, `dense/bias`, in Keras's shapes.
 */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { Conv3dFilter } from "../../device/ops/conv3d-filter.ts";
import type { ConvLstmArchitecture, ModelCard } from "../card.ts";
import type { Network, Own } from "../model.ts";
import type { WeightSource } from "../weights.ts";
import { featureShape, kernelSides } from "./feature-shape.ts";
import { convLstmNetwork, foldNorm, type ConvLstmLayer } from "./network.ts";

/** Keras's default epsilon. */
const BATCH_NORM_EPSILON = 0.001;

/**
 * Builds the network of a card.
 *
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape, or the input is too small for the layers.
 */
export function buildConvLstm(
  card: ModelCard,
  architecture: ConvLstmArchitecture,
  weights: WeightSource,
  own: Own,
): Network {
  const { units, kernel, stride, padding, gate } = architecture;
  const features = sizeOf(featureShape(card, architecture, padding));
  const sides = kernelSides(kernel);
  const classes = card.classes.length;
  return convLstmNetwork({
    layers: units.map((count, i) => readLayer(weights, i + 1, sides, units[i - 1] ?? 3, count, own)),
    denseKernel: own(tf.tensor2d(weights.take("dense/kernel", [features, classes]), [features, classes])),
    denseBias: own(tf.tensor1d(weights.take("dense/bias", [classes]))),
    stride,
    padding,
    gate,
    normBeforePool: false,
  });
}

function readLayer(
  weights: WeightSource,
  number: number,
  sides: readonly [height: number, width: number],
  from: number,
  units: number,
  own: Own,
): ConvLstmLayer {
  const filter = (part: string, channels: number, bias: Float32Array) =>
    own(
      new Conv3dFilter(
        weights.take(`clstm_${number}/${part}`, [...sides, channels, 4 * units]),
        [1, ...sides, channels, 4 * units],
        bias,
      ),
    );
  const norm = (part: string) => weights.take(`batch_normalization_${number}/${part}`, [units]);
  const { scale, shift } = foldNorm(
    norm("gamma"),
    norm("beta"),
    norm("moving_mean"),
    norm("moving_variance"),
    BATCH_NORM_EPSILON,
  );
  return {
    input: filter("kernel", from, weights.take(`clstm_${number}/bias`, [4 * units])),
    recurrent: filter("recurrent_kernel", units, new Float32Array(4 * units)),
    scale: own(tf.tensor1d(scale)),
    shift: own(tf.tensor1d(shift)),
  };
}
