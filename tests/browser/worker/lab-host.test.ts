/** The lab worker's host over its messages, in the page's own thread so that its tensors and device can be watched. */
import * as tf from "@tensorflow/tfjs";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import checkpointUrl from "../../fixtures/imported/i3d.pt?url";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { lossOf } from "../../../src/math/mask-loss.ts";
import { PRESETS, type PresetName } from "../../../src/math/search-settings.ts";
import { createClient, type Client } from "../../../src/worker/client.ts";
import { serveLab } from "../../../src/worker/lab-host.ts";
import type {
  BackendName,
  BackendWish,
  LabCommands,
  LoadProgress,
  SearchProgress,
  SpatiotemporalProgress,
} from "../../../src/worker/protocol.ts";
import { labError } from "../../support/lab-error.ts";
import { modelFiles } from "../../support/model-files.ts";
import { smallClip, smallI3d } from "../../support/small-models.ts";

const WASM_FILES = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
};

const frames: FrameStack = {
  T: 8,
  H: 32,
  W: 32,
  data: Uint8Array.from(smallClip(), (v) => Math.round(127.5 * (v + 1))),
};
/** The model's id is a hash of its weights, known once it is loaded. */
let ask = { modelId: "", frames, target: 2 };

let client: Client<LabCommands>;

/** A fresh host with the small model loaded. */
async function start(prefer: BackendName, wish: BackendWish = { threads: 1 }): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  serveLab(port1, WASM_FILES);
  client = createClient<LabCommands>(port2);
  await client.run("start", { prefer, ...wish });
  const { card } = await client.run("importModel", { files: modelFiles(smallI3d), answers: null });
  expect(card).toEqual({ ...smallI3d, id: expect.stringMatching(/^i3d-[0-9a-f]{32}$/) as string });
  ask = { ...ask, modelId: card.id };
}

afterEach(() => client.terminate());

describe("the lab host on WASM", () => {
  beforeEach(() => start("wasm"));

  test("reports which backend runs, and why", async () => {
    expect(await client.run("start", {})).toEqual({
      backend: "wasm",
      reason: expect.stringMatching(/SIMD.*as requested/) as string,
    });
  });

  test("classifies, searches with streamed steps, gives the mask the same scores again, and leaves no tensor behind", async () => {
    const probabilities = await client.run("classify", ask);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    await client.run("scoreMask", { ...ask, mask: new Array<number>(8).fill(0) }); // prepares the clip
    const before = tf.memory().numTensors;

    const steps: SearchProgress[] = [];
    const result = await client.run(
      "searchMask",
      { ...ask, preset: "default" },
      { onStep: (step) => steps.push(step) },
    );
    expect(steps.map(({ step }) => step)).toEqual(steps.map(({ step }) => step).toSorted((a, b) => a - b));
    expect(steps.at(-1)).toMatchObject({ step: result.steps, of: result.steps });
    expect(steps.at(-1)!.secondsLeft).toBeGreaterThanOrEqual(0);
    expect(result).toMatchObject({ modelId: ask.modelId, target: 2, preset: "default", backend: "wasm" });
    expect(result.mask).toHaveLength(8);
    expect(result.scores.os).toBeCloseTo(probabilities[2]!, 5);

    const scores = await client.run("scoreMask", { ...ask, mask: result.mask });
    expect(scores).toEqual(result.scores);
    const cam = await client.run("gradCam", ask);
    expect(cam.values).toHaveLength(cam.T * cam.h * cam.w);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("proves of a mask that none of all 2^8 has a lower loss", async () => {
    const result = await client.run("searchMask", { ...ask, preset: "exact" });
    const losses: number[] = [];
    for (let bits = 0; bits < 2 ** 8; bits++) {
      const mask = Array.from({ length: 8 }, (_, t) => (bits >> t) & 1);
      const { fs } = await client.run("scoreMask", { ...ask, mask });
      losses.push(lossOf(mask, fs, PRESETS.exact).loss);
    }
    expect(result).toMatchObject({ stopped: "proven", start: null, proof: { proven: true } });
    expect(result.proof!.lowerBound).toBeCloseTo(Math.min(...losses), 5);
    expect(result.scores.soft).toBeUndefined();
    expect(lossOf(result.mask, result.scores.fs, PRESETS.exact).loss).toBeCloseTo(Math.min(...losses), 5);
  });

  test("scores a soft mask twice: its frames fully on, and as it is", async () => {
    const mask = [0, 0.2, 0.6, 0.9, 0.4, 0, 0, 0];
    const scores = await client.run("scoreMask", { ...ask, mask });
    const { soft, ...hard } = scores;
    const named = await client.run("scoreMask", { ...ask, mask: mask.map((m) => (m > 0.5 ? 1 : 0)) });
    expect(named).toEqual(hard);
    expect(Math.abs(soft!.fs - hard.fs)).toBeGreaterThan(1e-5);
  });

  test("a cancelled search rejects at once, frees its tensors, and the next job runs", async () => {
    await client.run("scoreMask", { ...ask, mask: new Array<number>(8).fill(0) });
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const search = client.run(
      "searchMask",
      { ...ask, preset: "paper" },
      {
        signal: controller.signal,
        onStep: ({ step }) => {
          if (step === 3) controller.abort();
        },
      },
    );
    await expect(search).rejects.toEqual(labError("cancelled"));
    await client.run("classify", ask); // queued behind what is left of the search
    expect(tf.memory().numTensors).toBe(before);
  });

  test("searches and scores with each operator, and frees what each needs along with the clip", async () => {
    const mask = [0, 1, 1, 0.6, 1, 0, 0, 0];
    const zeros = new Array<number>(8).fill(0);
    const { os, fs, rs } = await client.run("scoreMask", { ...ask, mask });
    for (const operator of ["reverse", "fade", "blur"] as const) {
      const steps: SearchProgress[] = [];
      const controller = new AbortController();
      const search = client.run(
        "searchMask",
        { ...ask, operator, preset: "paper" },
        {
          signal: controller.signal,
          onStep: (step) => {
            steps.push(step);
            if (step.step === 3) controller.abort();
          },
        },
      );
      await expect(search).rejects.toEqual(labError("cancelled"));
      expect(steps[2]!.classScore).not.toBe(steps[0]!.classScore);
      const scores = await client.run("scoreMask", { ...ask, operator, mask });
      expect([scores.fs, scores.rs]).toEqual([fs, rs]);
      expect(scores.own === undefined).toBe(operator === "reverse");
      if (scores.own !== undefined) expect(Math.abs(scores.own - fs)).toBeGreaterThan(1e-4);
      // A mask of zeros perturbs nothing.
      expect((await client.run("scoreMask", { ...ask, operator, mask: zeros })).own ?? os).toBeCloseTo(os, 5);
    }
    // Another clip frees everything that was prepared for this one.
    await client.run("scoreMask", { ...ask, mask: zeros });
    const data = frames.data.map((byte) => 255 - byte);
    await client.run("scoreMask", { ...ask, mask, frames: { ...frames, data } });
    const fewest = tf.memory().numTensors;
    for (const operator of ["fade", "blur"] as const) {
      await client.run("scoreMask", { ...ask, operator, mask, frames: { ...frames, data } });
    }
    expect(tf.memory().numTensors).toBeGreaterThan(fewest); // control
    await client.run("scoreMask", { ...ask, mask });
    expect(tf.memory().numTensors).toBe(fewest);
  });

  test("searches for space-and-time masks in both forms, and gives them the same scores again", async () => {
    const still = { T: 8, h: 7, w: 7, values: new Float32Array(8 * 49) };
    const { os } = await client.run("scoreSpatiotemporal", { ...ask, mask: still });
    const before = tf.memory().numTensors;
    for (const area of [null, 0.2]) {
      const steps: SpatiotemporalProgress[] = [];
      const wish = { across: 7, area } as const;
      const result = await client.run(
        "searchSpatiotemporal",
        { ...ask, ...wish },
        { onStep: (step) => steps.push(step) },
      );
      expect(steps.map(({ step }) => step)).toEqual(steps.map((_, i) => i + 1));
      expect(steps).toHaveLength(result.steps);
      const { step, of, loss, l1, tv, classScore, mask } = steps.at(-1)!;
      expect([step <= of, loss]).toEqual([true, expect.closeTo(l1 + tv + classScore, 9)]);
      expect(mask).toMatchObject({ T: 8, h: 7, w: 7 });
      expect(result).toMatchObject({ ...wish, modelId: ask.modelId, target: 2, backend: "wasm" });
      expect(result.mask.values).toHaveLength(392);
      expect(result.scores.os).toBe(os);
      expect(await client.run("scoreSpatiotemporal", { ...ask, mask: result.mask })).toEqual(result.scores);
      if (area === null) expect(result.scores.fs).toBeLessThan(os);
      else {
        const on = result.mask.values.filter((m) => m > 0.5).length / 392;
        expect(Math.abs(on / area - 1)).toBeLessThan(0.1);
      }
    }
    expect(tf.memory().numTensors).toBe(before);

    // A mask that is constant over each frame has the temporal mask's scores.
    const temporal = [0, 1, 1, 0.6, 1, 0, 0, 0];
    const values = Float32Array.from({ length: 32 }, (_, i) => temporal[i >> 2]!);
    const spread = await client.run("scoreSpatiotemporal", { ...ask, mask: { T: 8, h: 2, w: 2, values } });
    const scores = await client.run("scoreMask", { ...ask, mask: temporal });
    expect(spread.fs).toBeCloseTo(scores.fs, 5);
    expect(spread.rs).toBeCloseTo(scores.rs, 5);
  });

  test("reports what is wrong with a space-and-time mask, and frees a cancelled search", async () => {
    const values = new Float32Array(8 * 4);
    await client.run("scoreSpatiotemporal", { ...ask, mask: { T: 8, h: 2, w: 2, values } }); // control
    const before = tf.memory().numTensors;
    for (const mask of [
      { T: 8, h: 2, w: 3, values },
      { T: 4, h: 2, w: 4, values },
    ]) {
      await expect(client.run("scoreSpatiotemporal", { ...ask, mask })).rejects.toEqual(
        labError("shape", [mask.T, mask.w, 32]),
      );
    }
    const search = (across: 7 | 14, area: number | null, signal?: AbortSignal, onStep?: () => void) =>
      client.run(
        "searchSpatiotemporal",
        { ...ask, across, area },
        { ...(signal && { signal }), ...(onStep && { onStep }) },
      );
    await expect(search(7, 1)).rejects.toEqual(labError("value", ["1"]));
    await expect(search(9 as 7, null)).rejects.toEqual(labError("value", ["9", "7 or 14"]));
    const controller = new AbortController();
    const cancelled = search(14, 0.1, controller.signal, () => controller.abort());
    await expect(cancelled).rejects.toEqual(labError("cancelled"));
    await client.run("scoreMask", { ...ask, mask: new Array<number>(8).fill(0) });
    await client.run("classify", ask);
    expect(tf.memory().numTensors - before).toBeLessThan(8); // the clip's responses for temporal masks stay with it
  });

  test("another clip replaces the one before, and gets its own answer", async () => {
    const mask = [0, 1, 1, 1, 1, 0, 0, 0];
    const first = await client.run("scoreMask", { ...ask, mask });
    const before = tf.memory().numTensors;
    const data = frames.data.map((byte, i) => (i < 4 * 3072 ? 255 - byte : byte));
    const second = await client.run("scoreMask", { ...ask, mask, frames: { ...frames, data } });
    expect(second.os).not.toBeCloseTo(first.os, 3);
    expect(tf.memory().numTensors).toBe(before);
    expect(await client.run("scoreMask", { ...ask, mask })).toEqual(first);
  });

  test("reports what is wrong with a question", async () => {
    const wrong: [unknown, unknown][] = [
      [client.run("classify", { ...ask, modelId: "absent" }), labError("value", ["absent"])],
      [client.run("searchMask", { ...ask, target: 3, preset: "default" }), labError("value", [3])],
      [client.run("scoreMask", { ...ask, mask: [0, 1] }), labError("shape", [2, 8])],
      [
        client.run("classify", { ...ask, frames: { ...frames, T: 4, data: frames.data.slice(0, 4 * 3072) } }),
        labError("shape", [4, 8]),
      ],
    ];
    for (const [job, error] of wrong) await expect(job).rejects.toEqual(error);
    await client.run("classify", ask); // control: the host still works
  });

  test("gives an imported model back as files that are the same model", async () => {
    const before = await client.run("classify", ask);
    const { card, files } = await client.run("importModel", { files: modelFiles(smallI3d), answers: null });
    const again = await client.run("importModel", { files: [...files], answers: null });
    expect(again.card).toEqual(card);
    expect(await client.run("classify", { ...ask, modelId: again.card.id })).toEqual(before);
  });

  test("inspects a checkpoint during a search, and loads it with the user's answers", async () => {
    const response = await fetch(checkpointUrl);
    const checkpoint = new File([await response.blob()], "i3d.pt");
    const controller = new AbortController();
    const search = client.run("searchMask", { ...ask, preset: "thorough" }, { signal: controller.signal });
    const inspection = await client.run("inspectModel", { files: [checkpoint] });
    expect(inspection).toMatchObject({ format: "PyTorch (zip)", kind: "i3d", classCount: 7, mismatches: [] });
    controller.abort(); // control: the search was still running
    await expect(search).rejects.toEqual(labError("cancelled"));

    const { architecture, input } = inspection.presets[0]!.settings;
    const answers = {
      name: "Mine",
      architecture,
      input: { ...input, frames: 8, height: 32, width: 32 },
      classes: ["a", "b", "c", "d", "e", "f", "g"],
    };
    const loads: LoadProgress[] = [];
    const { card } = await client.run(
      "importModel",
      { files: [checkpoint], answers },
      { onStep: (step) => loads.push(step) },
    );
    expect(loads.at(-1)).toEqual({ loaded: loads.at(-1)!.total, total: expect.any(Number) as number });
    expect(await client.run("classify", { ...ask, modelId: card.id })).toHaveLength(7);
    await expect(
      client.run("importModel", { files: [checkpoint], answers: { ...answers, classes: ["a"] } }),
    ).rejects.toEqual(labError("value", ["7"]));
    await expect(
      client.run("inspectModel", { files: [new File(["Hello, world."], "text.pt")] }),
    ).rejects.toEqual(labError("weights", ["text.pt", "text"]));
  });

  test("refuses weights that do not match their card, and keeps the model it had", async () => {
    const before = await client.run("classify", ask);
    const [card, ...rest] = modelFiles(smallI3d);
    const wider = { ...smallI3d, classes: [...smallI3d.classes, "right"] };
    const mismatched = [new File([JSON.stringify(wider)], card!.name), ...rest];
    await expect(client.run("importModel", { files: mismatched, answers: null })).rejects.toEqual(
      labError("weights", ["logits.conv3d.weight", "3", "4"]),
    );
    await expect(client.run("importModel", { files: rest, answers: null })).rejects.toEqual(
      labError("weights", ["card.json"]),
    );
    const cut = [card!, rest[0]!, new File([await rest[1]!.slice(0, -4).arrayBuffer()], "weights.bin")];
    await expect(client.run("importModel", { files: cut, answers: null })).rejects.toEqual(
      labError("weights", ["weights.bin"]),
    );
    expect(await client.run("classify", ask)).toEqual(before);
  });
});

const device = () => (tf.backend() as unknown as WebGPUBackend).device;

/** Asks for a larger buffer than any device offers. The error is not caught, as inside TF.js it would not be. */
const askTooMuch = () => device().createBuffer({ size: 2 ** 50, usage: GPUBufferUsage.STORAGE });

/** Takes the first steps of a search, calling `go` (default: lose the device) at some; returns steps and devices. */
async function firstSteps(
  count: number,
  lostAt: readonly number[] = [],
  go = () => device().destroy(),
  preset: PresetName = "paper",
) {
  const controller = new AbortController();
  const steps: SearchProgress[] = [];
  const places: unknown[] = [];
  const search = client.run(
    "searchMask",
    { ...ask, preset },
    {
      signal: controller.signal,
      onStep: (step) => {
        steps.push(step);
        places.push(tf.getBackend() === "webgpu" ? device() : tf.getBackend());
        if (lostAt.includes(step.step)) go();
        if (step.step === count) controller.abort();
      },
    },
  );
  await expect(search).rejects.toEqual(labError("cancelled"));
  return { steps, places: [...new Set(places)] };
}

describe("the lab host on WebGPU, after losing its device", () => {
  beforeEach(() => start("webgpu"));

  test("a search resumes from its last mask on a new device after its own is lost, then on WASM, and says so", async () => {
    expect(tf.getBackend()).toBe("webgpu"); // control
    const { steps, places } = await firstSteps(6, [2, 4]);
    expect(places.map((place) => (place === "wasm" ? "wasm" : "webgpu"))).toEqual([
      "webgpu",
      "webgpu",
      "wasm",
    ]);
    // No step is taken twice: the search did not start over.
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await client.run("start", {})).reason).toMatch(/WASM.*lost/);

    client.terminate();
    await start("wasm");
    const undisturbed = await firstSteps(6);
    steps.forEach(({ mask, classScore }, i) => {
      const expected = undisturbed.steps[i]!;
      expect(classScore).toBeCloseTo(expected.classScore, 3);
      mask.forEach((m, t) => expect(m).toBeCloseTo(expected.mask[t]!, 3));
    });
  });

  test("a space-and-time search resumes on a new device after its own is lost, with the same steps as on WASM", async () => {
    const take = async (lostAt: number | null) => {
      const controller = new AbortController();
      const steps: SpatiotemporalProgress[] = [];
      const search = client.run(
        "searchSpatiotemporal",
        { ...ask, across: 7, area: 0.2 },
        {
          signal: controller.signal,
          onStep: (step) => {
            steps.push(step);
            if (step.step === lostAt) device().destroy();
            if (step.step === 4) controller.abort();
          },
        },
      );
      await expect(search).rejects.toEqual(labError("cancelled"));
      return steps;
    };
    expect(tf.getBackend()).toBe("webgpu"); // control
    const steps = await take(2);
    expect(tf.getBackend()).toBe("webgpu");
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect((await client.run("start", {})).reason).toMatch(/WebGPU.*lost/);
    client.terminate();
    await start("wasm");
    const expected = await take(null);
    steps.forEach(({ classScore, l1, mask }, i) => {
      expect(classScore).toBeCloseTo(expected[i]!.classScore, 3);
      expect(l1).toBeCloseTo(expected[i]!.l1, 3);
      // Adam moves a cell with a gradient near 0 as far as any other, so single cells diverge early.
      const apart = mask.values.map((m, cell) => Math.abs(m - expected[i]!.mask.values[cell]!));
      expect(apart.reduce((a, b) => a + b) / apart.length).toBeLessThan(2e-3);
    });
  });
});

describe("the lab host on WebGPU", () => {
  // One test, because every new device compiles its programs again, for seconds on an emulated one.
  test("compiles all programs before a search; if the device refuses the work, it resumes on WASM, and the old run takes no further step", async () => {
    await start("webgpu");
    const compile = vi.spyOn(device(), "createComputePipeline");
    const compiled = () => compile.mock.calls.map(([{ label }]) => label ?? "");
    expect(compiled()).not.toContain("mask_descent"); // control
    await client.run("classify", ask);
    await client.run("start", {}); // queued behind the warm-up
    expect(compiled()).toContain("mask_descent");
    const warm = compiled();
    await firstSteps(2);
    expect(compiled()).toEqual(warm);

    const { steps, places } = await firstSteps(6, [2], () => void askTooMuch());
    expect(places).toHaveLength(2);
    expect(places[1]).toBe("wasm");
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("if the device refuses the work, WASM answers instead", async () => {
    await start("webgpu");
    const expected = await client.run("classify", ask);
    askTooMuch();
    const answer = await client.run("classify", ask);
    answer.forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 4));
    expect((await client.run("start", {})).reason).toMatch(/WASM.*refused/);
  });

  test("float16 when asked for: says so if it is not offered, and reports its effect on scores if it is", async () => {
    await start("webgpu", { precision: "float16", threads: 1 });
    const offered = (await navigator.gpu.requestAdapter())!.features.has("shader-f16");
    expect((await client.run("start", {})).reason).toMatch(
      offered ? /searching in float16/ : /does not offer/,
    );
    if (!offered) return;
    await client.run("searchMask", { ...ask, preset: "exact" });
    expect((await client.run("start", {})).reason).toMatch(/at most [\d.e-]+ from those shown/);
  });
});
