/**
 * The layout of I3D (Carreira & Zisserman, CVPR 2017): Inception-v1 inflated in time, with the endpoint names of the
 * published code. Filter names follow the PyTorch port, from which most checkpoints come.
 */
import type { Triple } from "../../base/shape.ts";

/** Channels of an Inception module's branches: 1x1x1 | 1x1x1 then 3x3x3 | 1x1x1 then 3x3x3 | pool then 1x1x1. */
export interface MixedChannels {
  readonly b0: number;
  readonly b1a: number;
  readonly b1b: number;
  readonly b2a: number;
  readonly b2b: number;
  readonly b3b: number;
}

/** One stage of the trunk. `time` is the index of the card's temporal stride that it uses, if any. */
export type Stage =
  | {
      readonly kind: "conv";
      readonly name: string;
      readonly channels: number;
      readonly kernel: Triple;
      readonly stride: 1 | 2;
      readonly time?: 0;
    }
  | { readonly kind: "pool"; readonly name: string; readonly window: Triple; readonly time?: 1 | 2 }
  | { readonly kind: "mixed"; readonly name: string; readonly channels: MixedChannels };

const mixed = (
  name: string,
  b0: number,
  b1a: number,
  b1b: number,
  b2a: number,
  b2b: number,
  b3b: number,
): Stage => ({
  kind: "mixed",
  name,
  channels: { b0, b1a, b1b, b2a, b2b, b3b },
});

/** The trunk from pixels to Mixed_5c, in order, with the channels at width 1. Pools halve height and width. */
export const STAGES: readonly Stage[] = [
  { kind: "conv", name: "Conv3d_1a_7x7", channels: 64, kernel: [7, 7, 7], stride: 2, time: 0 },
  { kind: "pool", name: "MaxPool3d_2a_3x3", window: [1, 3, 3] },
  { kind: "conv", name: "Conv3d_2b_1x1", channels: 64, kernel: [1, 1, 1], stride: 1 },
  { kind: "conv", name: "Conv3d_2c_3x3", channels: 192, kernel: [3, 3, 3], stride: 1 },
  { kind: "pool", name: "MaxPool3d_3a_3x3", window: [1, 3, 3] },
  mixed("Mixed_3b", 64, 96, 128, 16, 32, 32),
  mixed("Mixed_3c", 128, 128, 192, 32, 96, 64),
  { kind: "pool", name: "MaxPool3d_4a_3x3", window: [3, 3, 3], time: 1 },
  mixed("Mixed_4b", 192, 96, 208, 16, 48, 64),
  mixed("Mixed_4c", 160, 112, 224, 24, 64, 64),
  mixed("Mixed_4d", 128, 128, 256, 24, 64, 64),
  mixed("Mixed_4e", 112, 144, 288, 32, 64, 64),
  mixed("Mixed_4f", 256, 160, 320, 32, 128, 128),
  { kind: "pool", name: "MaxPool3d_5a_2x2", window: [2, 2, 2], time: 2 },
  mixed("Mixed_5b", 256, 160, 320, 32, 128, 128),
  mixed("Mixed_5c", 384, 192, 384, 48, 128, 128),
];

/** Number of frames in the published network's last average pooling before the logits (fewer if fewer are left). */
export const HEAD_WINDOW = 2;

/** Batch norm's epsilon in the published code. */
export const BATCH_NORM_EPSILON = 0.001;

/**
 * Returns the number of channels at another width: a multiple of 8, at least 8. Width 1 changes nothing, since all
 * channel counts are multiples of 8.
 *
 * @example
 * scaleChannels(192, 1); // 192
 * scaleChannels(192, 0.25); // 48
 * scaleChannels(16, 0.25); // 8
 */
export function scaleChannels(channels: number, width: number): number {
  return Math.max(8, 8 * Math.round((width * channels) / 8));
}
