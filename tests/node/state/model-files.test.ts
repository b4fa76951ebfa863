/** Recognising a model's files by name. */
import { expect, test } from "vitest";
import { areModelFiles } from "../../../src/state/model-files.ts";

test.each([
  { names: ["card.json", "model.json", "shard1of1.BIN"], are: true },
  { names: ["rgb_imagenet.pt"], are: true },
  { names: ["model_best.pth.tar", "labels.txt"], are: true },
  { names: ["model.ckpt.index", "model.ckpt.data-00000-of-00001"], are: true },
  { names: ["model.data-00000-of-00001"], are: true },
  { names: ["weights.keras"], are: true },
  { names: ["card.json", "model.json"], are: true },
  { names: ["card.json", "clip.mp4"], are: false },
  { names: ["card.json"], are: false }, // or a result: only its text can say
  { names: ["frame.1.png", "frame.2.png"], are: false },
  { names: [], are: false },
])("$names: $are", ({ names, are }) => {
  expect(areModelFiles(names.map((name) => ({ name })))).toBe(are);
});
