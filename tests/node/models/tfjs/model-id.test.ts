/** A TF.js model's id depends on its topology and its weights. */
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import "../../../../src/device/kernels/register.ts";
import { fileFolder, loadModelFolder } from "../../../../src/models/load.ts";
import { modelIdOf } from "../../../../src/models/content-hash.ts";
import { graphFiles, tfjsCard } from "../../../support/tfjs-files.ts";

async function idOf([model, shard]: File[]): Promise<string> {
  const files = [model!, shard!, tfjsCard({ format: "graph" })];
  const { card, weights, topology } = await loadModelFolder(fileFolder(files), () => undefined);
  return modelIdOf(card, weights, topology!.artifacts);
}

test("the id is the same for the same files, and changes with a weight or an op", async () => {
  await tf.setBackend("cpu");
  const [model, shard] = graphFiles();
  const id = await idOf([model!, shard!]);
  expect(id).toMatch(/^tfjs-[0-9a-f]{32}$/);
  expect(await idOf(graphFiles())).toBe(id); // control
  const weights = new Float32Array(await shard!.slice(0, 1296).arrayBuffer());
  weights[0]! += 0.5;
  expect(await idOf([model!, new File([weights, shard!.slice(1296)], shard!.name)])).not.toBe(id);
  const tanh = (await model!.text()).replace('"op":"Relu"', '"op":"Tanh"');
  expect(await idOf([new File([tanh], model!.name), shard!])).not.toBe(id);
});
