/** A TF.js model with its own topology, through the worker: inspected, imported, tried out and saved. */
import * as tf from "@tensorflow/tfjs";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { expect, onTestFinished, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { createClient, type Client } from "../../../src/worker/client.ts";
import { serveLab } from "../../../src/worker/lab-host.ts";
import type { LabCommands } from "../../../src/worker/protocol.ts";
import { draws } from "../../support/arrays.ts";
import { labError } from "../../support/lab-error.ts";
import { CLIP, layersFiles, seedWeights } from "../../support/tfjs-files.ts";

const WASM_FILES = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
};
const [T, H, W] = CLIP;

async function startedClient(): Promise<Client<LabCommands>> {
  const { port1, port2 } = new MessageChannel();
  serveLab(port1, WASM_FILES);
  const client = createClient<LabCommands>(port2);
  onTestFinished(() => client.terminate());
  await client.run("start", { prefer: "wasm", threads: 1 });
  return client;
}

function someModel(lastActivation: "softmax" | "linear"): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.conv3d({ filters: 4, kernelSize: 3, strides: 2, activation: "relu", inputShape: [...CLIP] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: lastActivation }),
    ],
  });
  seedWeights(model);
  return model;
}

const frames: FrameStack = {
  T,
  H,
  W,
  data: Uint8Array.from(draws(T * H * W * 3, 5), (u) => Math.round(127.5 * (u + 1))),
};

test("answers as TF.js itself does, can be searched, and loads from its saved files as the same model", async () => {
  const client = await startedClient();
  const model = someModel("softmax");
  onTestFinished(() => void model.dispose());
  const files = await layersFiles(model);

  const inspection = await client.run("inspectModel", { files });
  expect(inspection).toMatchObject({ format: "TF.js layers model", kind: "tfjs", classCount: 3 });
  const { settings } = inspection.presets.find(({ id }) => id === "plain")!;
  expect(settings.input).toMatchObject({ frames: T, height: H, width: W, range: [0, 1] });

  const answers = { ...settings, name: "Theirs", classes: ["up", "down", "left"] };
  const imported = await client.run("importModel", { files, answers });
  expect(imported.card).toMatchObject({
    id: expect.stringMatching(/^tfjs-[0-9a-f]{32}$/) as string,
    name: "Theirs",
  });
  const ask = { modelId: imported.card.id, frames };
  const probabilities = await client.run("classify", ask);
  const expected = tf.tidy(() =>
    (
      model.predict(
        tf.tensor(
          Float32Array.from(frames.data, (byte) => byte / 255),
          [1, ...CLIP],
        ),
      ) as tf.Tensor
    ).dataSync(),
  );
  probabilities.forEach((p, n) => expect(p).toBeCloseTo(expected[n]!, 4));

  const found = await client.run("searchMask", { ...ask, target: 1, preset: "default" });
  expect(found.mask).toHaveLength(T);
  expect(found.scores.os).toBeCloseTo(probabilities[1]!, 4);

  const again = await client.run("importModel", { files: [...imported.files], answers: null });
  expect(again.card).toEqual(imported.card);
  expect(await client.run("classify", ask)).toEqual(probabilities);
  const other = { ...answers, input: { ...answers.input, range: [-1, 1] as [number, number] } };
  expect((await client.run("importModel", { files, answers: other })).card.id).not.toBe(imported.card.id);
});

test("is refused with a reason if it is not a video classifier or a shard is missing", async () => {
  const client = await startedClient();
  const pictures = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [16, 16, 3] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3 }),
    ],
  });
  onTestFinished(() => void pictures.dispose());
  await expect(client.run("inspectModel", { files: await layersFiles(pictures) })).rejects.toEqual(
    labError("weights", ["model.json", "16, 16, 3", "frames"]),
  );

  const model = someModel("linear");
  onTestFinished(() => void model.dispose());
  const [json] = await layersFiles(model);
  const inspection = await client.run("inspectModel", { files: [json!] });
  const answers = { ...inspection.presets[0]!.settings, name: "Theirs", classes: ["up", "down", "left"] };
  await expect(client.run("importModel", { files: [json!], answers })).rejects.toEqual(
    labError("weights", [".bin", "not among the chosen files"]),
  );
});
