/** A whole model of a few kilobytes with random weights, as the files that "Load a model" takes. */
import * as tf from "@tensorflow/tfjs";
import { mulberry32 } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";
import { buildModel } from "../../src/models/build.ts";
import { parseCard, type ModelCard } from "../../src/models/card.ts";

/** A file in memory, as playwright's `setInputFiles` takes it. */
export interface FileInMemory {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const base = {
  classes: ["moves left", "moves right", "stands still"],
  accuracy: { top1: 0, measuredOn: "nothing: its weights are random" },
  training: "none",
  licence: "Apache-2.0",
};
const pixels = { range: [-1, 1], mean: [0, 0, 0], std: [1, 1, 1] };

/** An I3D of the least width, for clips of 8 frames of 32 x 32. Its answers mean nothing, but depend on every frame. */
export const TINY_CARD: ModelCard = parseCard(
  {
    ...base,
    id: "tiny-i3d",
    name: "Tiny I3D",
    architecture: { kind: "i3d", width: 0.01, temporalStrides: [1, 1, 1] },
    input: { ...pixels, frames: 8, height: 32, width: 32 },
  },
  "the tiny model's card",
);

/** A C-LSTM for clips of 4 frames of 16 x 16: 300 steps of it are soon taken, even on an emulated GPU. */
export const TINIEST_CARD: ModelCard = parseCard(
  {
    ...base,
    id: "tiny-convlstm",
    name: "Tiny C-LSTM",
    architecture: { kind: "convlstm", units: [4], kernel: 3, stride: 2, padding: "same" },
    input: { ...pixels, frames: 4, height: 16, width: 16 },
  },
  "the tiniest model's card",
);

/** Files of a model: a card, and weights from a seed that fit the card or, where given, another one. */
export async function tinyModelFiles(card = TINY_CARD, fits = card): Promise<FileInMemory[]> {
  await tf.setBackend("cpu");
  const random = mulberry32(1);
  const weights: { name: string; shape: number[]; dtype: "float32" }[] = [];
  const values: Float32Array[] = [];
  // The builder itself says which weights there are, so that this list can never be out of date.
  const model = buildModel(fits, {
    take(name, shape) {
      const drawn = drawWeight(name, shape, random);
      weights.push({ name, shape: [...shape], dtype: "float32" });
      values.push(drawn);
      return drawn.slice();
    },
  });
  model.dispose();
  return [
    json("card.json", card),
    json("model.json", { weightsManifest: [{ paths: ["weights.bin"], weights }] }),
    {
      name: "weights.bin",
      mimeType: "application/octet-stream",
      buffer: Buffer.concat(values.map(({ buffer }) => new Uint8Array(buffer))),
    },
  ];
}

/** Batch norms that change nothing; other weights uniform, scaled so that activations neither die nor explode. */
function drawWeight(name: string, shape: readonly number[], random: () => number): Float32Array {
  const drawn = new Float32Array(sizeOf(shape));
  if (/(running_var|bn\.weight|gamma|moving_variance)$/.test(name)) return drawn.fill(1);
  if (/(mean|bias|beta)$/.test(name)) return drawn;
  // PyTorch's filters, with a dot in their names, have the outputs first, Keras' last.
  const fanIn = drawn.length / ((name.includes(".") ? shape[0] : shape.at(-1)) ?? 1);
  return drawn.map(() => (2 * random() - 1) * Math.sqrt(6 / fanIn));
}

function json(name: string, value: unknown): FileInMemory {
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) };
}
