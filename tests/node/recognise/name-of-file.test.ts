/** Names of models from names of files. */
import { expect, test } from "vitest";
import { nameOfFile } from "../../../src/recognise/name-of-file.ts";

test.each([
  ["rgb_imagenet.pt", "rgb_imagenet"],
  ["rgb_imagenet.pth.tar", "rgb_imagenet"],
  ["Model.Weights.H5", "Model"],
  ["model.safetensors.index.json", "model"],
  ["i3d.v2.pt", "i3d.v2"],
  ["epoch_3.ckpt", "epoch_3"],
  ["no ending", "no ending"],
  [".pt", ".pt"],
])("%s gives %s", (file, expected) => {
  expect(nameOfFile(file)).toBe(expected);
});
