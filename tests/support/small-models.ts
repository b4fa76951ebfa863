/** Small networks with seeded weights: every layer of the real ones, at a size that runs fast on any backend. */
import { fnv1a } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";
import type { ModelCard } from "../../src/models/card.ts";
import type { WeightSource } from "../../src/models/weights.ts";
import { draws } from "./arrays.ts";

/** Weights by a rule like that of the reference weights: scaled to their fan-in, with positive variances. */
export const seededWeights: WeightSource = {
  take(name, shape) {
    const u = draws(sizeOf(shape), fnv1a(name));
    if (/running_var|moving_variance/.test(name)) return u.map((x) => 1 + 0.5 * Math.abs(x));
    if (/gamma|bn\.weight/.test(name)) return u.map((x) => 1 + 0.2 * x);
    if (/bias|beta|mean/.test(name)) return u.map((x) => 0.1 * x);
    const fanIn = name.includes(".") ? sizeOf(shape.slice(1)) : sizeOf(shape.slice(0, -1));
    const gain = /logits|dense/.test(name) ? 60 : 6;
    return u.map((x) => x * Math.sqrt(gain / fanIn));
  },
};

const input = {
  frames: 8,
  height: 32,
  width: 32,
  range: [-1, 1] as [number, number],
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
  normalise: "none" as const,
};

const untrained = {
  input,
  classes: ["up", "down", "left"],
  training: "not trained: made for a test",
  licence: "Apache-2.0",
};

/** I3D of width 1/8, 8 frames of 32 x 32, 3 classes. */
export const smallI3d: ModelCard = {
  ...untrained,
  id: "small-i3d",
  name: "Small I3D",
  architecture: { kind: "i3d", width: 0.125, temporalStrides: [2, 2, 2] },
};

/** C-LSTM with two layers of 4 and 6 units, 8 frames of 32 x 32, 3 classes. */
export const smallConvLstm: ModelCard = {
  ...untrained,
  id: "small-convlstm",
  name: "Small C-LSTM",
  architecture: { kind: "convlstm", units: [4, 6], kernel: 3, stride: 2, padding: "same", gate: "hard" },
};

/** Returns a clip for these networks: [8, 32, 32, 3], every frame different. */
export function smallClip(): Float32Array {
  const [T, H, W] = [8, 32, 32];
  return Float32Array.from({ length: T * H * W * 3 }, (_, i) => {
    const [c, x, y, t] = [
      i % 3,
      Math.floor(i / 3) % W,
      Math.floor(i / (3 * W)) % H,
      Math.floor(i / (3 * W * H)),
    ];
    return Math.sin(0.4 * x + 0.3 * y * (1 + c) + 0.9 * t + 0.05 * t * x);
  });
}
