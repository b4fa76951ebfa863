/** Sizes of a C-LSTM's feature maps, layer by layer. Plain arithmetic, so that forms can use it before a model is built. */
import { LabError } from "../../base/errors.ts";
import { PADDING, type PaddingRule } from "../../base/shape.ts";
import type { ConvLstmArchitecture, ModelCard } from "../card.ts";

/** The settings that determine the sizes. */
export interface ConvLstmLayers {
  readonly units: readonly number[];
  readonly kernel: ConvLstmArchitecture["kernel"];
  readonly stride: number;
}

/**
 * Returns the height and width of a filter; a card may give one number for both.
 *
 * @example
 * kernelSides(5); // [5, 5]
 */
export function kernelSides(
  kernel: ConvLstmArchitecture["kernel"],
): readonly [height: number, width: number] {
  return typeof kernel === "number" ? [kernel, kernel] : kernel;
}

/**
 * Returns [height, width] after each layer's 2 x 2 pooling; stops after the first layer that leaves nothing (a 0).
 *
 * @example
 * sizesAfterLayers({ height: 64, width: 64 }, { units: [32, 32], kernel: 5, stride: 2 }, "same"); // [[16, 16], [4, 4]]
 */
export function sizesAfterLayers(
  { height, width }: Pick<ModelCard["input"], "height" | "width">,
  { units, kernel, stride }: ConvLstmLayers,
  padding: PaddingRule,
): (readonly [height: number, width: number])[] {
  const [kh, kw] = kernelSides(kernel);
  const rule = PADDING[padding];
  const sizes: (readonly [number, number])[] = [];
  let size: readonly [number, number] = [height, width];
  while (sizes.length < units.length && size[0] > 0 && size[1] > 0) {
    size = [Math.floor(rule(size[0], kh, stride).out / 2), Math.floor(rule(size[1], kw, stride).out / 2)];
    sizes.push(size);
  }
  return sizes;
}

/**
 * Returns [T, h, w, C], the shape of the features before the dense layer.
 *
 * @throws {LabError} "weights" if the card's input is too small for its layers.
 */
export function featureShape(
  card: Pick<ModelCard, "name" | "input">,
  layers: ConvLstmLayers,
  padding: PaddingRule,
): [T: number, h: number, w: number, C: number] {
  const sizes = sizesAfterLayers(card.input, layers, padding);
  const [h, w] = sizes.at(-1)!;
  if (h < 1 || w < 1) {
    throw new LabError(
      "weights",
      `${card.name}: a ${card.input.height} x ${card.input.width} input leaves nothing after ConvLSTM layer ` +
        `${sizes.length}; the card needs a larger input, fewer layers, a smaller stride or other padding.`,
    );
  }
  return [card.input.frames, h, w, layers.units.at(-1)!];
}
