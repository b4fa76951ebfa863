/** A complete model of a few kilobytes with random weights, as files for "Load a model". */
import * as tf from "@tensorflow/tfjs";
import { parseCard, type ModelCard } from "../../src/models/card.ts";
import { modelFiles } from "./model-files.ts";

/** A file in memory, for playwright's `setInputFiles`. */
export interface FileInMemory {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const base = {
  classes: ["moves left", "moves right", "stands still"],
  training: "none",
  licence: "Apache-2.0",
};
const pixels = { range: [-1, 1], mean: [0, 0, 0], std: [1, 1, 1] };

/**
 * I3D of the smallest width, for clips of 8 frames of 32 x 32. Its predictions mean nothing but depend on every frame.
 */
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

/** C-LSTM for clips of 4 frames of 16 x 16: its 300 steps are fast, even on an emulated GPU. */
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

/** Returns the files of a model: a card, and seeded weights that fit the card or, if given, another one. */
export async function tinyModelFiles(card = TINY_CARD, fits = card): Promise<FileInMemory[]> {
  await tf.setBackend("cpu");
  return Promise.all(
    modelFiles(card, fits).map(async (file) => ({
      name: file.name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(await file.arrayBuffer()),
    })),
  );
}
