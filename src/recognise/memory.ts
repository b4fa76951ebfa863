/** How much memory a mask search takes, as far as it can be told before a model is built. */
import { sizesAfterLayers } from "../models/convlstm/feature-shape.ts";
import type { OwnSettings } from "./inspection.ts";

/** What the machine can give. */
export interface Memory {
  /** Bytes that features and their gradients may take. */
  readonly bytes: number;
}

/**
 * Bytes a frame of a mask search over a full-width I3D at 224 x 224 on WASM: 1678 MB at its peak with 16 frames and
 * strides [2, 2, 2]. Checked against the other rows of docs/performance.md: 16 frames of 160 x 160 at width 0.25 took
 * 208 MB, and this gives 214.
 */
const I3D_BYTES = 105e6;

/** Where I3D's features lie: up to MaxPool3d_4a, from there to MaxPool3d_5a, after it; counted from its layers' sizes. */
const I3D_SHARES = [0.8, 0.17, 0.03] as const;

/** Features that a ConvLSTM layer keeps of a frame, and their gradients: gates, cell, hidden, pooled and normed. */
const CONV_LSTM_COPIES = 2 * (4 + 1 + 1 + 0.25 + 0.25);

/**
 * Bytes that one frame adds to a mask search.
 *
 * I3D: the measured number, in proportion to width and area; each temporal stride of 1 where the original has 2 doubles
 * what comes after it. C-LSTM: float32 features counted, with gradients and the pictures themselves. Of TF.js models
 * nothing is known before they run.
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
  // A layer's own maps are twice as high and wide as its pooled ones.
  const features = sizes.reduce((sum, [h, w], i) => sum + 4 * h * w * architecture.units[i]!, 0);
  return 4 * (CONV_LSTM_COPIES * features + 2 * 3 * area);
}

/** The most of these numbers of frames that fit, or the least of them where none does. */
export function framesThatFit(settings: OwnSettings, wanted: readonly number[], { bytes }: Memory): number {
  const perFrame = bytesPerFrame(settings);
  const fitting = wanted.filter((frames) => frames * perFrame <= bytes);
  return fitting.length > 0 ? Math.max(...fitting) : Math.min(...wanted);
}
