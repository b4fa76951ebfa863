/**
 * C-LSTM in inference mode: per layer ConvLSTM -> 2x2 max pool -> batch norm; then all frames flattened -> dense.
 * Semantics and weight names are Keras' `ConvLSTM2D` and `BatchNormalization` (arXiv 2002.00367).
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../../base/errors.ts";
import { conv3d } from "../../device/ops/conv3d.ts";
import { convLstm } from "../../device/ops/conv-lstm.ts";
import { Conv3dFilter, paddingOf } from "../../device/ops/convolve.ts";
import { FrameResponses } from "../../device/ops/frame-responses.ts";
import { maxPool3d } from "../../device/ops/max-pool3d.ts";
import type { ConvLstmArchitecture, ModelCard } from "../card.ts";
import type { EndpointTap, VideoModel } from "../model.ts";
import type { WeightSource } from "../weights.ts";

/** Batch norm's epsilon, Keras' default. */
const BATCH_NORM_EPSILON = 0.001;

interface Layer {
  readonly name: string;
  readonly normName: string;
  /** [1, k, k, in, 4 units], bias included. */
  readonly input: Conv3dFilter;
  /** [1, k, k, units, 4 units]. */
  readonly recurrent: Conv3dFilter;
  /** Batch norm as x * scale + shift, each [units]. */
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

/**
 * Builds the network of a card. Weight names: `clstm_1/kernel`, `clstm_1/recurrent_kernel`, `clstm_1/bias`,
 * `batch_normalization_1/gamma` and so on, `dense/kernel`, `dense/bias`, in Keras' shapes.
 *
 * @throws {LabError} "weights" where a weight is missing or misshapen, or the input is too small for the layers.
 */
export function buildConvLstm(
  card: ModelCard,
  architecture: ConvLstmArchitecture,
  weights: WeightSource,
): VideoModel {
  const { stride, padding, gate } = architecture;
  const strides = [1, stride, stride] as const;
  const features = featureShape(card, architecture);
  const layers = architecture.units.map((units, i) =>
    readLayer(weights, i + 1, architecture.kernel, i === 0 ? 3 : architecture.units[i - 1]!, units),
  );
  const size = features[0] * features[1] * features[2] * features[3];
  const classes = card.classes.length;
  const denseKernel = tf.keep(tf.tensor2d(weights.take("dense/kernel", [size, classes]), [size, classes]));
  const denseBias = tf.keep(tf.tensor1d(weights.take("dense/bias", [classes])));
  const [first, ...rest] = layers;

  const fromFirstGates = (gatesOfFirst: tf.Tensor5D, tap: EndpointTap): tf.Tensor2D => {
    let x = finishLayer(gatesOfFirst, first!, tap);
    for (const layer of rest) x = finishLayer(conv3d(x, layer.input, { strides, padding }), layer, tap);
    return tf.add(tf.matMul(x.reshape<tf.Tensor2D>([x.shape[0], size]), denseKernel), denseBias);
  };
  const finishLayer = (gates: tf.Tensor5D, layer: Layer, tap: EndpointTap): tf.Tensor5D => {
    const hidden = tap(layer.name, convLstm(gates, layer.recurrent, gate));
    const pooled = maxPool3d(hidden, [1, 2, 2], [1, 2, 2], "valid");
    const [B, T, h, w, C] = pooled.shape;
    // At rank 4: stock WebGPU binary ops that broadcast at rank 5 do not compile.
    const normed = tf.add(tf.mul(pooled.reshape<tf.Tensor4D>([B * T, h, w, C]), layer.scale), layer.shift);
    return tap(layer.normName, normed.reshape<tf.Tensor5D>([B, T, h, w, C]));
  };

  return {
    card,
    camEndpoint: layers.at(-1)!.name,
    camPooling: "space",
    logits: (frames, tap = look) =>
      tf.tidy(() => fromFirstGates(conv3d(frames, first!.input, { strides, padding }), tap)),
    respond: (frames) => FrameResponses.of(frames, first!.input, strides, padding),
    logitsOfMix: (responses, mixing, tap = look) => tf.tidy(() => fromFirstGates(responses.mix(mixing), tap)),
    dispose: () => {
      for (const layer of layers) {
        layer.input.dispose();
        layer.recurrent.dispose();
        tf.dispose([layer.scale, layer.shift]);
      }
      tf.dispose([denseKernel, denseBias]);
    },
  };
}

/** A tap that changes nothing. */
const look: EndpointTap = (_, endpoint) => endpoint;

function readLayer(
  weights: WeightSource,
  number: number,
  kernel: number,
  from: number,
  units: number,
): Layer {
  const name = `clstm_${number}`;
  const normName = `batch_normalization_${number}`;
  const filter = (part: string, channels: number, bias: Float32Array) =>
    new Conv3dFilter(
      weights.take(`${name}/${part}`, [kernel, kernel, channels, 4 * units]),
      [1, kernel, kernel, channels, 4 * units],
      bias,
    );
  const norm = (part: string) => weights.take(`${normName}/${part}`, [units]);
  const [gamma, beta, mean, variance] = [
    norm("gamma"),
    norm("beta"),
    norm("moving_mean"),
    norm("moving_variance"),
  ];
  const scale = gamma.map((g, u) => g / Math.sqrt(variance[u]! + BATCH_NORM_EPSILON));
  return {
    name,
    normName,
    input: filter("kernel", from, weights.take(`${name}/bias`, [4 * units])),
    recurrent: filter("recurrent_kernel", units, new Float32Array(4 * units)),
    scale: tf.keep(tf.tensor1d(scale)),
    shift: tf.keep(tf.tensor1d(beta.map((b, u) => b - mean[u]! * scale[u]!))),
  };
}

/** [T, h, w, C] before the dense layer. */
function featureShape(card: ModelCard, architecture: ConvLstmArchitecture): [number, number, number, number] {
  const { kernel, stride, padding, units } = architecture;
  let { height, width } = card.input;
  units.forEach((_, i) => {
    const [, h, w] = paddingOf(
      [1, card.input.frames, height, width, 1],
      { shape: [1, kernel, kernel, 1, 1] },
      [1, stride, stride],
      padding,
    );
    height = Math.floor(h.out / 2);
    width = Math.floor(w.out / 2);
    if (height < 1 || width < 1) {
      throw new LabError(
        "weights",
        `${card.name}: a ${card.input.height} x ${card.input.width} input leaves nothing after ConvLSTM layer ${i + 1}; ` +
          "the card needs a larger input, fewer layers, a smaller stride or 'same' padding.",
      );
    }
  });
  return [card.input.frames, height, width, units.at(-1)!];
}
