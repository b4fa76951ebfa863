/** A network and a clip made from seeds, without files, for sizes that no bundled model has. */
import { fnv1a, mulberry32 } from "../../../src/base/prng.ts";
import { sizeOf } from "../../../src/base/shape.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { WeightSource } from "../../../src/models/weights.ts";
import type { Subject } from "../protocol.ts";

type SeededSubject = Extract<Subject, { kind: "seeded-i3d" }>;

/** Returns n values in [-1, 1), always the same for a name. */
function draws(n: number, name: string): Float32Array {
  const next = mulberry32(fnv1a(name));
  return Float32Array.from({ length: n }, () => 2 * next() - 1);
}

/** Weights by name: uniform, scaled to their fan-in by He's rule; batch norms near the identity. */
export const benchWeights: WeightSource = {
  take(name, shape) {
    const u = draws(sizeOf(shape), name);
    if (name.endsWith("bn.running_var") || name.endsWith("bn.weight")) return u.map((x) => 1 + 0.2 * x);
    if (/\.(bias|running_mean)$/.test(name)) return u.map((x) => 0.1 * x);
    const fanIn = sizeOf(shape.slice(1));
    return u.map((x) => x * Math.sqrt(6 / fanIn));
  },
};

/** Returns the card of a seeded network. */
export function benchCard({ width, frames, size, classes }: SeededSubject): ModelCard {
  return {
    id: "bench",
    name: "I3D with seeded weights",
    architecture: { kind: "i3d", width, temporalStrides: [2, 2, 2] },
    input: {
      frames,
      height: size,
      width: size,
      range: [0, 1],
      mean: [0, 0, 0],
      std: [1, 1, 1],
      normalise: "none",
    },
    classes: Array.from({ length: classes }, (_, i) => `class ${i}`),
    training: "not trained: made for timing",
    licence: "Apache-2.0",
  };
}

/** Returns noise [T, H, W, 3] in [-1, 1), so that all frames differ. */
export function benchClip({ frames, height, width }: ModelCard["input"]): Float32Array {
  return draws(frames * height * width * 3, "clip");
}
