/** Value ranges on which classifiers are trained, and the inputs that use them. */
import type { ModelCard } from "../models/card.ts";

type Input = ModelCard["input"];

/** A value range, and any further normalisation. */
export type Values = Pick<Input, "range"> & Partial<Input>;

/** Values from -1 to 1, as for DeepMind's Kinetics models. */
export const SIGNED = { range: [-1, 1] } satisfies Values;
/** Raw values, which the paper's authors use. */
export const BYTES = { range: [0, 255] } satisfies Values;
/** Values from 0 to 1. */
export const SHARES = { range: [0, 1] } satisfies Values;
/** Values normalised with ImageNet's mean and standard deviation, as in torchvision. */
export const IMAGENET = {
  ...SHARES,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} satisfies Values;

/** Returns the whole input: this size, and these values without further normalisation unless they specify it. */
export function inputOf(
  { frames, height, width }: Pick<Input, "frames" | "height" | "width">,
  values: Values,
): Input {
  return { frames, height, width, mean: [0, 0, 0], std: [1, 1, 1], normalise: "none", ...values };
}
