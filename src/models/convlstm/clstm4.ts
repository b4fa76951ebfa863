/**
 * The authors' PyTorch C-LSTM (`CLSTM_4` in the code released with arXiv 2002.00367).
 *
 * It differs from the Keras variant: logistic gates, (k - 1) / 2 zeros around every input convolution, ONE batch norm
 * that all layers share and that comes before the pooling, and a dense layer over only some of the steps. Weights have
 * their state_dict names: `clstm.cell0.Wxi.weight`, `clstm.bn.weight`, `endFC.weight`. The peepholes are plain tensors
 * that training never changes, so they are zero and absent from checkpoints.
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import { Conv3dFilter } from "../../device/ops/conv3d-filter.ts";
import type { Clstm4Architecture, ModelCard } from "../card.ts";
import type { Network, Own } from "../model.ts";
import type { WeightSource } from "../weights.ts";
import { featureShape } from "./feature-shape.ts";
import { convLstmNetwork, foldNorm, type ConvLstmLayer } from "./network.ts";

/** PyTorch's default epsilon. */
const BATCH_NORM_EPSILON = 1e-5;
const GATES = ["i", "f", "c", "o"] as const;

/**
 * Builds the network of a card.
 *
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape, the input is too small for the layers, the
 *   layers differ in width (they share a batch norm), or a step is outside the clip.
 */
export function buildClstm4(
  card: ModelCard,
  architecture: Clstm4Architecture,
  weights: WeightSource,
  own: Own,
): Network {
  const { units, kernel, stride, effectiveSteps } = architecture;
  const [first] = units;
  if (units.some((count) => count !== first)) {
    throw new LabError(
      "weights",
      `${card.name}: layers of ${units.join(", ")} units cannot share a batch norm; they must all have the same width.`,
    );
  }
  const features = featureShape(card, architecture, "half");
  const norm = (part: string) => weights.take(`clstm.bn.${part}`, [first!]);
  const { scale, shift } = foldNorm(
    norm("weight"),
    norm("bias"),
    norm("running_mean"),
    norm("running_var"),
    BATCH_NORM_EPSILON,
  );
  const shared = { scale: own(tf.tensor1d(scale)), shift: own(tf.tensor1d(shift)) };
  const classes = card.classes.length;
  return convLstmNetwork({
    layers: units.map((count, i): ConvLstmLayer => {
      const cell = `clstm.cell${i}`;
      const bias = GATES.map((gate) => weights.take(`${cell}.Wx${gate}.bias`, [count]));
      return {
        input: gateFilter(weights, `${cell}.Wx`, kernel, units[i - 1] ?? 3, count, joined(bias), own),
        recurrent: gateFilter(weights, `${cell}.Wh`, kernel, count, count, new Float32Array(4 * count), own),
        ...shared,
      };
    }),
    denseKernel: own(
      tf.tensor2d(denseKernel(card, weights, features, effectiveSteps), [sizeOf(features), classes]),
    ),
    denseBias: own(tf.tensor1d(weights.take("endFC.bias", [classes]))),
    stride,
    padding: "half",
    gate: "logistic",
    normBeforePool: true,
  });
}

/** Joins four filters [units, in, k, k], one per gate, into one [1, k, k, in, 4 units]. */
function gateFilter(
  weights: WeightSource,
  prefix: string,
  kernel: number,
  from: number,
  units: number,
  bias: Float32Array,
  own: Own,
): Conv3dFilter {
  const values = new Float32Array(kernel * kernel * from * 4 * units);
  GATES.forEach((gate, g) => {
    const filter = weights.take(`${prefix}${gate}.weight`, [units, from, kernel, kernel]);
    for (let u = 0; u < units; u++) {
      for (let c = 0; c < from; c++) {
        for (let tap = 0; tap < kernel * kernel; tap++) {
          const at = (tap * from + c) * 4 * units + g * units + u;
          values[at] = filter[(u * from + c) * kernel * kernel + tap]!;
        }
      }
    }
  });
  return own(new Conv3dFilter(values, [1, kernel, kernel, from, 4 * units], bias));
}

/**
 * Rearranges `endFC` [classes, S C h w] to [T h w C, classes]. Rows of steps that it does not read are zero, so the
 * network can treat it as a dense layer over all frames.
 */
function denseKernel(
  card: ModelCard,
  weights: WeightSource,
  [T, h, w, C]: readonly [number, number, number, number],
  steps: readonly number[],
): Float32Array {
  const outside = steps.find((step) => step >= T);
  if (outside !== undefined) {
    throw new LabError("weights", `${card.name}: effective step ${outside} is outside its ${T} frames.`);
  }
  const classes = card.classes.length;
  const columns = steps.length * C * h * w;
  const values = weights.take("endFC.weight", [classes, columns]);
  const kernel = new Float32Array(T * h * w * C * classes);
  steps.forEach((t, s) => {
    for (let c = 0; c < C; c++) {
      for (let pixel = 0; pixel < h * w; pixel++) {
        const from = (s * C + c) * h * w + pixel;
        const row = (t * h * w + pixel) * C + c;
        for (let k = 0; k < classes; k++) kernel[row * classes + k] = values[k * columns + from]!;
      }
    }
  });
  return kernel;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
