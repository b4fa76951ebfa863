/** Ranges of values that classifiers are trained on, and the input that goes with one. */
import type { ModelCard } from "../models/card.ts";

type Input = ModelCard["input"];

/** A range, and what differs from values that are used as they are. */
export type Values = Pick<Input, "range"> & Partial<Input>;

/** From -1 to 1, as DeepMind's Kinetics models take them. */
export const SIGNED = { range: [-1, 1] } satisfies Values;
/** Raw, as the paper's authors take them. */
export const BYTES = { range: [0, 255] } satisfies Values;
/** Shares of white. */
export const SHARES = { range: [0, 1] } satisfies Values;
/** ImageNet's mean and standard deviation, as torchvision has them. */
export const IMAGENET = {
  ...SHARES,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} satisfies Values;

/** The whole input: a size, and values that are normalised no further unless they say so. */
export function inputOf(
  { frames, height, width }: Pick<Input, "frames" | "height" | "width">,
  values: Values,
): Input {
  return { frames, height, width, mean: [0, 0, 0], std: [1, 1, 1], normalise: "none", ...values };
}
