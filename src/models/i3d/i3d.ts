/** I3D in inference mode, for any width, input size, number of frames and number of classes. */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import type { Triple } from "../../base/shape.ts";
import { concatChannels } from "../../device/ops/concat-channels.ts";
import { conv3d } from "../../device/ops/conv3d.ts";
import type { Conv3dFilter } from "../../device/ops/conv3d-filter.ts";
import { FrameResponses } from "../../device/ops/frame-responses.ts";
import { maxPool3d } from "../../device/ops/max-pool3d.ts";
import type { I3dArchitecture, ModelCard } from "../card.ts";
import { LOOK, type EndpointTap, type Network, type Own } from "../model.ts";
import type { WeightSource } from "../weights.ts";
import { HEAD_WINDOW, scaleChannels, STAGES, type MixedChannels } from "./endpoints.ts";
import { channelsLast, foldedUnit } from "./unit3d.ts";

/**
 * Computes a unit's output: convolution, batch norm and ReLU.
 *
 * @param x       [B, T, h, w, in]; stays the caller's.
 * @param filter  see `foldedUnit`.
 * @param name    the unit's name in the PyTorch port: `Mixed_3b.b1a`.
 * @returns       [B, T', h', w', out], new.
 */
export type RunUnit = (x: tf.Tensor5D, filter: Conv3dFilter, name: string, strides?: Triple) => tf.Tensor5D;

const runFolded: RunUnit = (x, filter, _, strides = [1, 1, 1]) => conv3d(x, filter, { strides, relu: true });

type Layer = (x: tf.Tensor5D) => tf.Tensor5D;
type Unit = (name: string, kernel: Triple, inChannels: number, outChannels: number) => Layer;

/**
 * Builds the network of a card. Weights have the PyTorch port's names: `Mixed_3b.b1a.conv3d.weight`, ...
 *
 * @param run  runs the units in `logits`; `logitsOfMix` has the first one's convolution behind it already.
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape.
 */
export function buildI3d(
  card: ModelCard,
  architecture: I3dArchitecture,
  weights: WeightSource,
  own: Own,
  run: RunUnit = runFolded,
): Network {
  const filterOf = (name: string, kernel: Triple, from: number, to: number) =>
    own(foldedUnit(weights, name, kernel, from, to));
  const unit: Unit = (name, ...sizes) => {
    const filter = filterOf(name, ...sizes);
    return (x) => run(x, filter, name);
  };
  const { temporalStrides, headWindow = HEAD_WINDOW } = architecture;
  const [stem, ...rest] = STAGES;
  invariant(stem?.kind === "conv", () => "I3D's first stage is its stem convolution");

  let channels = scaleChannels(stem.channels, architecture.width);
  const stemFilter = filterOf(stem.name, stem.kernel, 3, channels);
  const stemStrides = [temporalStrides[0], stem.stride, stem.stride] as const;

  const trunk: [name: string, layer: Layer][] = rest.map((stage) => {
    switch (stage.kind) {
      case "conv": {
        const out = scaleChannels(stage.channels, architecture.width);
        const layer = unit(stage.name, stage.kernel, channels, out);
        channels = out;
        return [stage.name, layer];
      }
      case "pool": {
        const strides = [stage.time === undefined ? 1 : temporalStrides[stage.time], 2, 2] as const;
        return [stage.name, (x) => maxPool3d(x, stage.window, strides, "same")];
      }
      case "mixed": {
        const widths = Object.fromEntries(
          Object.entries(stage.channels).map(([key, n]) => [
            key,
            scaleChannels(n as number, architecture.width),
          ]),
        ) as unknown as MixedChannels;
        const layer = mixedModule(stage.name, channels, widths, unit);
        channels = widths.b0 + widths.b1b + widths.b2b + widths.b3b;
        return [stage.name, layer];
      }
    }
  });

  const classes = card.classes.length;
  const headFilter = own(
    tf.tensor2d(
      channelsLast(
        weights.take("logits.conv3d.weight", [classes, channels, 1, 1, 1]),
        [1, 1, 1],
        channels,
        classes,
      ),
      [channels, classes],
    ),
  );
  const headBias = own(tf.tensor1d(weights.take("logits.conv3d.bias", [classes])));

  const fromStem = (activated: tf.Tensor5D, tap: EndpointTap): tf.Tensor2D => {
    let x = tap(stem.name, activated);
    for (const [name, layer] of trunk) x = tap(name, layer(x));
    return tf.add(tf.matMul(averageHead(x, headWindow), headFilter), headBias);
  };

  return {
    camEndpoint: "Mixed_5c",
    camPooling: "space-time",
    logits: (frames, tap = LOOK) =>
      tf.tidy(() => fromStem(run(frames, stemFilter, stem.name, stemStrides), tap)),
    respond: (sources, T) => FrameResponses.of(sources, stemFilter, stemStrides, "same", { T }),
    logitsOfMix: (responses, mixing, tap = LOOK) =>
      tf.tidy(() => fromStem(tf.relu(responses.mix(mixing)), tap)),
  };
}

function mixedModule(name: string, inChannels: number, widths: MixedChannels, unit: Unit): Layer {
  const one = [1, 1, 1] as const;
  const three = [3, 3, 3] as const;
  const b0 = unit(`${name}.b0`, one, inChannels, widths.b0);
  const b1a = unit(`${name}.b1a`, one, inChannels, widths.b1a);
  const b1b = unit(`${name}.b1b`, three, widths.b1a, widths.b1b);
  const b2a = unit(`${name}.b2a`, one, inChannels, widths.b2a);
  const b2b = unit(`${name}.b2b`, three, widths.b2a, widths.b2b);
  const b3b = unit(`${name}.b3b`, one, inChannels, widths.b3b);
  return (x) => concatChannels([b0(x), b1b(b1a(x)), b2b(b2a(x)), b3b(maxPool3d(x, three, one, "same"))]);
}

/**
 * Averages [B, T, h, w, C] to [B, C]: over space and windows of `headWindow` frames, then over the windows.
 *
 * The published head computes the logits of each window and then averages them; the layer is linear, so the order does
 * not matter. Frames near the ends are in fewer windows and so weigh less.
 */
function averageHead(x: tf.Tensor5D, headWindow: number): tf.Tensor2D {
  const [B, T, h, w, C] = x.shape;
  const window = Math.min(headWindow, T);
  const windows = T - window + 1;
  const frameWeights = Float32Array.from({ length: T }, (_, t) => {
    const covering = Math.min(t, windows - 1) - Math.max(0, t - window + 1) + 1;
    return covering / (window * windows);
  });
  const perFrame = tf.mean(x.reshape<tf.Tensor3D>([B * T, h * w, C]), 1).reshape<tf.Tensor3D>([B, T, C]);
  return tf.sum(tf.mul(perFrame, tf.tensor3d(frameWeights, [1, T, 1])), 1);
}
