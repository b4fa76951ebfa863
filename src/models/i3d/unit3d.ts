/** I3D's basic unit (convolution without bias, batch norm, ReLU), folded into one convolution with bias. */
import type { Triple } from "../../base/shape.ts";
import { Conv3dFilter } from "../../device/ops/conv3d-filter.ts";
import type { WeightSource } from "../weights.ts";
import { BATCH_NORM_EPSILON } from "./endpoints.ts";

/**
 * Reads `<name>.conv3d.weight` and `<name>.bn.*` and folds them:
 * filter' = filter * gamma / sqrt(var + eps), bias' = beta - mean * gamma / sqrt(var + eps).
 *
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape.
 */
export function foldedUnit(
  weights: WeightSource,
  name: string,
  kernel: Triple,
  inChannels: number,
  outChannels: number,
): Conv3dFilter {
  const filter = channelsLast(
    weights.take(`${name}.conv3d.weight`, [outChannels, inChannels, ...kernel]),
    kernel,
    inChannels,
    outChannels,
  );
  const take = (part: string) => weights.take(`${name}.bn.${part}`, [outChannels]);
  const [gamma, beta, mean, variance] = [
    take("weight"),
    take("bias"),
    take("running_mean"),
    take("running_var"),
  ];
  const bias = new Float32Array(outChannels);
  const scale = new Float32Array(outChannels);
  for (let o = 0; o < outChannels; o++) {
    scale[o] = gamma[o]! / Math.sqrt(variance[o]! + BATCH_NORM_EPSILON);
    bias[o] = beta[o]! - mean[o]! * scale[o]!;
  }
  for (let i = 0; i < filter.length; i++) filter[i]! *= scale[i % outChannels]!;
  return new Conv3dFilter(filter, [...kernel, inChannels, outChannels], bias);
}

/** Returns PyTorch's [out, in, t, h, w] as a new array [t, h, w, in, out]. */
export function channelsLast(
  values: Float32Array,
  [kt, kh, kw]: Triple,
  inChannels: number,
  outChannels: number,
): Float32Array {
  const taps = kt * kh * kw;
  const moved = new Float32Array(values.length);
  for (let o = 0; o < outChannels; o++) {
    for (let c = 0; c < inChannels; c++) {
      const from = (o * inChannels + c) * taps;
      for (let tap = 0; tap < taps; tap++) {
        moved[(tap * inChannels + c) * outChannels + o] = values[from + tap]!;
      }
    }
  }
  return moved;
}
