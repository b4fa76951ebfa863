/** Windows and faithfulness through the lab worker's host, on a real model and both backends. */
import * as tf from "@tensorflow/tfjs";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { afterEach, describe, expect, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { windowMask, windowsOf } from "../../../src/math/windows.ts";
import { verdictOf } from "../../../src/faithfulness/verdict.ts";
import { createClient, type Client } from "../../../src/worker/client.ts";
import { serveLab } from "../../../src/worker/lab-host.ts";
import type { BackendName, FaithfulnessProgress, LabCommands } from "../../../src/worker/protocol.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { modelFiles } from "../../support/model-files.ts";
import { TINIEST_CARD } from "../../support/tiny-model.ts";

const WASM_FILES = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
};
const { frames: T, height: H, width: W } = TINIEST_CARD.input;
/** Every frame different. */
const frames: FrameStack = {
  T,
  H,
  W,
  data: Uint8Array.from({ length: T * H * W * 3 }, (_, i) => 127 + 120 * Math.sin(0.1 * i + i ** 2 / 9e4)),
};

let client: Client<LabCommands>;
let ask = { modelId: "", frames, target: 0 };

async function start(prefer: BackendName): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  serveLab(port1, WASM_FILES);
  client = createClient<LabCommands>(port2);
  await client.run("start", { prefer, threads: 1 });
  const { card } = await client.run("importModel", { files: modelFiles(TINIEST_CARD), answers: null });
  ask = { ...ask, modelId: card.id };
}

afterEach(() => client.terminate());

describe.each(["wasm", "webgpu"] as const)("the lab host on %s", (backend) => {
  test("scores every window as it would score it alone, and reports progress", async () => {
    await start(backend);
    const steps: { done: number; of: number }[] = [];
    const windows = await client.run("scoreWindows", ask, { onStep: (step) => steps.push(step) });
    expect(steps.at(-1)).toEqual({ done: 11, of: 11 });
    const alone = [];
    for (const window of windowsOf(T)) {
      const mask = Array.from(windowMask(T, window));
      alone.push((await client.run("scoreMask", { ...ask, mask })).fs);
    }
    expectAllClose(windows.scores, alone, { atol: 1e-5 });
    expect(new Set(alone.map((fs) => fs.toFixed(4))).size).toBeGreaterThan(3); // control: windows matter
    const { os } = await client.run("scoreMask", { ...ask, mask: [0, 0, 0, 0] });
    expect(windows.original).toBeCloseTo(os, 5);
    // Frame 0 has no effect under freeze.
    expect(windows.scores[4]).toBeCloseTo(windows.scores[1]!, 5);
  });

  test("a cancel takes effect at once and frees all tensors, and the next job runs", async () => {
    await start(backend);
    await client.run("scoreMask", { ...ask, mask: [0, 0, 1, 0] });
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const parts = new Set<string>();
    const measuring = client.run(
      "measureFaithfulness",
      { ...ask, mask: [0, 0, 1, 0], preset: "paper", seed: 1 },
      {
        signal: controller.signal,
        onStep: ({ part }) => {
          parts.add(part);
          if (part === "stability") controller.abort();
        },
      },
    );
    await expect(measuring).rejects.toEqual(labError("cancelled"));
    await client.run("scoreMask", { ...ask, mask: [0, 0, 1, 0] }); // queued behind what is left of it
    expect(parts).not.toContain("randomised");
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("windows are scored again on a new device if the device is lost, with the same scores", async () => {
  await start("webgpu");
  const windows = await client.run("scoreWindows", ask);
  const lost = (tf.backend() as unknown as WebGPUBackend).device;
  const dones: number[] = [];
  const again = await client.run("scoreWindows", ask, {
    onStep: ({ done }) => {
      dones.push(done);
      if (dones.length === 1) lost.destroy();
    },
  });
  expect(dones.filter((done) => done === 0)).toHaveLength(2); // control: it started twice
  expectAllClose(again.scores, windows.scores, { atol: 1e-5 });
});

// On WASM only: some 1500 steps would take a minute on an emulated graphics card.
describe("the lab host", () => {
  test("measures all parts, shuffled models included, and leaves no tensor behind", async () => {
    await start("wasm");
    const mask = [0, 0, 1, 0.2];
    const { os, fs } = await client.run("scoreMask", { ...ask, mask: [0, 0, 1, 0] });
    const before = tf.memory().numTensors;
    const steps: FaithfulnessProgress[] = [];
    const measured = await client.run(
      "measureFaithfulness",
      { ...ask, mask, preset: "default", seed: 1 },
      { onStep: (step) => steps.push(step) },
    );
    expect([...new Set(steps.map(({ part }) => part))]).toEqual([
      "curves",
      "equal-length",
      "completeness",
      "stability",
      "randomised",
    ]);
    expect(measured.original).toBeCloseTo(os, 5);
    expect(measured.equalLength).toMatchObject({ on: 1 });
    expect(measured.equalLength.mask.inside).toBeCloseTo(fs, 5);
    expect(measured.completeness!.sum).toBeCloseTo(measured.completeness!.expected, 2);
    expect(measured.stability.map(({ change }) => change)).toEqual([
      ...new Array<string>(2).fill("seed"),
      ...new Array<string>(4).fill("start"),
      ...new Array<string>(2).fill("learning-rate"),
      ...new Array<string>(3).fill("shift"),
    ]);
    const { randomised } = measured;
    if (randomised.kind !== "measured") throw new Error(randomised.reason);
    expect(randomised.stages.map(({ downTo }) => downTo)).toEqual(["dense", "clstm_1"]);
    for (const { original } of randomised.stages) expect(original).not.toBeCloseTo(os, 4);
    expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
    expect(verdictOf(measured).reasons.length).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("measures under another operator too, on moved clips and shuffled models as well", async () => {
    await start("wasm");
    const fade = { ...ask, operator: "fade" as const };
    const windows = await client.run("scoreWindows", fade);
    const first = await client.run("scoreMask", { ...fade, mask: [1, 0, 0, 0] });
    expect(windows.scores[0]).toBeCloseTo(first.own!, 5);
    expect(windows.scores[0]).not.toBeCloseTo(windows.original, 5); // frame 0 fades, though it never freezes
    const before = tf.memory().numTensors;
    const measured = await client.run("measureFaithfulness", {
      ...fade,
      mask: [0, 0, 1, 0],
      preset: "default",
      seed: 1,
    });
    expect(measured.everywhere).toBeCloseTo(windows.scores.at(-1)!, 5);
    expect(measured.randomised.kind).toBe("measured");
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a mask of another length is refused", async () => {
    await start("wasm");
    const wrong = client.run("measureFaithfulness", { ...ask, mask: [0, 1], preset: "default", seed: 1 });
    await expect(wrong).rejects.toEqual(labError("shape", [2, 4]));
  });
});
