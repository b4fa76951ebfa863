/** Estimates how much memory a mask search takes, before a model is built. */
import { sizesAfterLayers } from "../models/convlstm/feature-shape.ts";
import type { OwnSettings } from "./inspection.ts";

/** The memory that the machine has available. */
export interface Memory {
  /** Bytes that features and their gradients may take. */
  readonly bytes: number;
}

/**
 * Bytes per frame of a mask search on a full-width I3D at 224 x 224 on WASM: its peak was 1678 MB with 16 frames and
 * strides [2, 2, 2]. Checked against the other rows of docs/performance.md: 16 frames of 160 x 160 at width 0.25 took
 * 208 MB, and the formula below gives 214.
 */
const I3D_BYTES = 105e6;

/** Shares of I3D's features before MaxPool3d_4a, from there to MaxPool3d_5a, and after it; from its layers' sizes. */
const I3D_SHARES = [0.8, 0.17, 0.03] as const;

/** Copies of a layer's features per frame, with gradients: four gates, cell, hidden, pooled and normalised. */
const CONV_LSTM_COPIES = 2 * (4 + 1 + 1 + 0.25 + 0.25);

/**
 * Returns the bytes that one frame adds to a mask search.
 *
 * For I3D it is the measured number, scaled by width and area; each temporal stride of 1 instead of the original 2 doubles
 * everything after it. For C-LSTM it counts float32 features, their gradients and the pictures themselves. There is no
 * estimate for TF.js models, which are unknown before they run.
 */
export function bytesPerFrame({ architecture, input }: OwnSettings): number {
  const area = input.height * input.width;
  if (architecture.kind === "i3d") {
    const [first, second, third] = architecture.temporalStrides;
    const [a, b, c] = I3D_SHARES;
    const kept = (a * 2) / first + (b * 4) / (first * second) + (c * 8) / (first * second * third);
    return I3D_BYTES * architecture.width * (area / 224 ** 2) * kept;
  }
  const padding = architecture.kind === "convlstm" ? architecture.padding : "half";
  const sizes = sizesAfterLayers(input, architecture, padding);
  // A layer's maps are twice as high and wide before pooling.
  const features = sizes.reduce((sum, [h, w], i) => sum + 4 * h * w * architecture.units[i]!, 0);
  return 4 * (CONV_LSTM_COPIES * features + 2 * 3 * area);
}

/** Returns the largest of the wanted numbers of frames that fits, or the smallest if none does. */
export function framesThatFit(settings: OwnSettings, wanted: readonly number[], { bytes }: Memory): number {
  const perFrame = bytesPerFrame(settings);
  const fitting = wanted.filter((frames) => frames * perFrame <= bytes);
  return fitting.length > 0 ? Math.max(...fitting) : Math.min(...wanted);
}
