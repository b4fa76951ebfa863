/** Fake clients that answer in memory like the workers, for tests of the store and for viewing the page's states. */
import { LabError } from "../../../src/base/errors.ts";
import { mulberry32 } from "../../../src/base/prng.ts";
import type { Clip, FrameStack } from "../../../src/clip/clip.ts";
import { lossOf } from "../../../src/math/mask-loss.ts";
import { isYesNo } from "../../../src/math/mask-order.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { Scores } from "../../../src/result/mask-result.ts";
import type { SearchStore } from "../../../src/saved/searches/search-store.ts";
import type { PageLife } from "../../../src/saved/searches/page-life.ts";
import type { ModelStore } from "../../../src/saved/models/model-store.ts";
import type { LabDeps } from "../../../src/state/context.ts";
import type { BundledClip } from "../../../src/state/manifest.ts";
import type { StudyStore } from "../../../src/study/study-store.ts";
import type { SavedPage } from "../../../src/state/saved-actions.ts";
import type { Client, RunOptions } from "../../../src/worker/client.ts";
import type {
  CamMap,
  ClipCommands,
  CommandTable,
  LabCommands,
  SearchProgress,
} from "../../../src/worker/protocol.ts";

import { fakeHistory, fakeLife, fakeSavedPage } from "./fake-history.ts";
import { FAKE_INSPECTION, fakeLibrary } from "./fake-library.ts";
import { fakeStudies } from "./fake-studies.ts";
import { fakeFaithfulness, fakeGrid, fakeWindows } from "./fake-measures.ts";

/** One function per command; an error it throws rejects the job. */
export type Handlers<C extends CommandTable> = {
  [N in keyof C]: (ask: C[N]["ask"], options: RunOptions<C[N]["step"]>) => Promise<C[N]["answer"]>;
};

/** Returns a client over handlers, which rejects with "cancelled" as soon as its signal is aborted. */
export function fakeClient<C extends CommandTable>(handlers: Handlers<C>): Client<C> {
  return {
    run: (name, ask, options = {}) =>
      new Promise((resolve, reject) => {
        const { signal, onStep } = options;
        const cancel = () => reject(new LabError("cancelled", `${name}: cancelled.`));
        if (signal?.aborted) return cancel();
        signal?.addEventListener("abort", cancel);
        const live: typeof options = {
          ...options,
          onStep: (step) => void (signal?.aborted || onStep?.(step)),
        };
        handlers[name](ask, live)
          .finally(() => signal?.removeEventListener("abort", cancel))
          .then(resolve, reject);
      }),
    terminate: () => undefined,
  };
}

export const FAKE_CLASSES = [
  "Moving something up",
  "Moving something down",
  "Moving something from left to right",
  "Moving something from right to left",
  "Moving something and something away from each other",
  "Moving something and something closer to each other",
  "Something appearing",
  "Something turning clockwise",
];

/** Returns a card like those of the bundled models. */
export function fakeCard(id = "i3d", name = "I3D", frames = 16): ModelCard {
  return {
    id,
    name,
    architecture: { kind: "i3d", width: 0.25, temporalStrides: [2, 2, 2] },
    input: {
      frames,
      height: 64,
      width: 64,
      range: [-1, 1],
      mean: [0, 0, 0],
      std: [1, 1, 1],
      normalise: "none",
    },
    classes: FAKE_CLASSES,
    accuracy: { top1: 0.87, measuredOn: "400 generated clips it was not trained on" },
    training: "Generated clips.",
    licence: "Apache-2.0",
  };
}

/** Returns frames [T, H, W, 3] of a disc that moves up over a shaded background. */
export function fakeFrames(T = 16, H = 72, W = 128): FrameStack {
  const data = new Uint8Array(T * H * W * 3);
  const random = mulberry32(7);
  const grain = Array.from({ length: H * W }, () => random() * 24);
  for (let t = 0; t < T; t++) {
    const cy = H * (0.8 - (0.6 * t) / Math.max(1, T - 1));
    for (let p = 0; p < H * W; p++) {
      const [x, y] = [p % W, Math.floor(p / W)];
      const inside = Math.hypot(x - W * 0.5, y - cy) < H * 0.16;
      const ground = 40 + (60 * y) / H + grain[p]!;
      data.set(inside ? [236, 122, 60] : [ground * 0.8, ground, ground * 1.1], (t * H * W + p) * 3);
    }
  }
  return { T, H, W, data };
}

/** Returns a clip of `fakeFrames`, 2 s long. */
export function fakeClip(ask: ClipCommands["decode"]["ask"]): Clip {
  const { T, name, source } = ask;
  return {
    source,
    name,
    frames: fakeFrames(T),
    timestampsS: Array.from({ length: T }, (_, t) => (2 * t) / T),
    durationS: 2,
    sourceDurationS: 2,
    sourceWidth: 1280,
    sourceHeight: 720,
    notices: [],
  };
}

/** Returns a generated clip of `fakeFrames`, 2 s long, with its event in frames 5 to 9. */
export function fakeGenerated({ className, seed, name, T }: ClipCommands["generate"]["ask"]): Clip {
  const source = { kind: "generated", className, seed } as const;
  return { ...fakeClip({ files: [], name, T, source }), label: className, event: [4, 8] };
}

export const FAKE_CLIPS: readonly BundledClip[] = [
  {
    id: "up-1",
    name: "Disc moving up",
    file: "up-1.mp4",
    thumbnail: "up-1.webp",
    label: "Moving something up",
    eventS: [0.6, 1.2],
    durationS: 2,
    licence: "CC0-1.0",
  },
  {
    id: "apart-1",
    name: "Two discs apart",
    file: "apart-1.mp4",
    thumbnail: "apart-1.webp",
    label: FAKE_CLASSES[4]!,
    hard: "Both models take it for a collision.",
    licence: "CC0-1.0",
  },
];

/** Returns scores that fall with the masked part of the middle, so that edits matter. */
export function fakeScores(mask: readonly number[]): Scores {
  const perturbed = (values: readonly number[]) => {
    const middle = values.slice(4, 9).reduce((sum, m) => sum + m, 0) / 5;
    return { fs: 0.944 - 0.913 * middle, rs: 0.944 - 0.56 * middle };
  };
  const hard = perturbed(mask.map((m) => (m > 0.5 ? 1 : 0)));
  return { os: 0.944, ...hard, ...(isYesNo(mask) ? {} : { soft: perturbed(mask) }) };
}

/** Searches as an exact search does: the bound rises to the lowest loss, and the mask is of whole frames. */
async function fakeExactSearch(
  stepMs: number,
  onStep: ((step: SearchProgress) => void) | undefined,
  signal: AbortSignal | undefined,
) {
  const mask = FAKE_MASK.map((m) => (m > 0.5 ? 1 : 0));
  const scores = fakeScores(mask);
  const { loss, l1, tv } = lossOf(mask, scores.fs, PRESETS.exact);
  for (let step = 16; step <= 480; step += 16) {
    await sleep(stepMs);
    if (signal?.aborted) break;
    const found = step > 64;
    const at = found
      ? { loss, l1, tv, classScore: scores.fs, mask }
      : { loss: 0.944, l1: 0, tv: 0, classScore: 0.944, mask: mask.map(() => 0) };
    onStep?.({
      step,
      of: found ? 480 : 32_768,
      ...at,
      lowerBound: (loss * step) / 480,
      secondsLeft: (480 - step) / 50,
    });
  }
  const proof = { proven: true, lowerBound: loss, evaluations: 480 };
  return { mask, start: null, scores, steps: 480, stopped: "proven" as const, proof, backend: "wasm" };
}

/**
 * Returns a map [4, 4, 4] whose heat moves up with the disc of `fakeFrames` and is strongest in the middle of the clip.
 */
export function fakeCam(): CamMap {
  const values = Float32Array.from({ length: 64 }, (_, i) => {
    const [t, y, x] = [Math.floor(i / 16), Math.floor(i / 4) % 4, i % 4];
    const near = y === 3 - t && (x === 1 || x === 2);
    return (near ? 1 : 0.1) * (t === 1 || t === 2 ? 1 : 0.4);
  });
  return { T: 4, h: 4, w: 4, values };
}

/** Mask that a fake search finds: frames 5 to 9 on, and one in between. */
export const FAKE_MASK: readonly number[] = [
  0, 0, 0.02, 0.31, 0.93, 0.98, 0.99, 0.97, 0.81, 0.2, 0.03, 0, 0, 0, 0, 0,
];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Options of the fakes. */
export interface FakeOptions {
  /** Milliseconds per step of a job; default 0. */
  readonly stepMs?: number;
  readonly lab?: Partial<Handlers<LabCommands>>;
  readonly clips?: Partial<Handlers<ClipCommands>>;
  readonly manifest?: readonly BundledClip[];
  readonly history?: SearchStore;
  readonly life?: PageLife;
  readonly savedPage?: SavedPage;
  readonly library?: ModelStore;
  readonly studies?: StudyStore;
  /** Clock; default: always the same time. */
  readonly now?: () => number;
  readonly fetchBlob?: LabDeps["fetchBlob"];
}

/** Returns fakes of everything that a store needs. */
export function fakeDeps({
  stepMs = 0,
  lab,
  clips,
  manifest = FAKE_CLIPS,
  fetchBlob = () => Promise.resolve(new Blob(["x"])),
  ...rest
}: FakeOptions = {}): LabDeps {
  return {
    lab: fakeClient<LabCommands>({
      start: () =>
        Promise.resolve({ backend: "wasm", reason: "WebGPU is not available here; SIMD, 4 threads." }),
      loadModel: async ({ baseUrl }, { onStep }) => {
        await sleep(stepMs);
        onStep?.({ loaded: 600_000, total: 1_200_000 });
        await sleep(stepMs);
        return baseUrl.includes("convlstm") ? fakeCard("convlstm", "C-LSTM") : fakeCard();
      },
      inspectModel: () => Promise.resolve(FAKE_INSPECTION),
      // The id depends on the settings, like the real one.
      importModel: async ({ answers }, { onStep }) => {
        await sleep(stepMs);
        onStep?.({ loaded: 20e6, total: 49e6 });
        await sleep(stepMs);
        const files = [new File(["{}"], "card.json")];
        if (answers === null) return { card: fakeCard("mine", "My I3D"), files };
        const { name, classes, ...settings } = answers;
        const id = `i3d-${settings.input.frames}-${settings.input.range.join("-")}`;
        return { card: { ...fakeCard(id, name), ...settings, classes: [...classes] }, files };
      },
      classify: async () => {
        await sleep(stepMs);
        return Float32Array.of(0.944, 0.031, 0.004, 0.003, 0.008, 0.006, 0.003, 0.001);
      },
      searchMask: async ({ modelId, target, preset, operator = "freeze" }, { onStep, signal }) => {
        if (preset === "exact") {
          const found = await fakeExactSearch(stepMs, onStep, signal);
          return { modelId, target, preset, operator, ...found };
        }
        for (let step = 1; step <= 60; step++) {
          await sleep(stepMs);
          if (signal?.aborted) break;
          const share = step / 60;
          const mask = FAKE_MASK.map((m, t) => m * share + (Math.abs(t - 7.5) < 6 ? 0.9 : 0.1) * (1 - share));
          const classScore = 0.9 * Math.exp(-4 * share) + 0.03;
          const [l1, tv] = [0.01 * mask.reduce((a, b) => a + b, 0), 0.02 * (1 + share)];
          onStep?.({
            step,
            of: 300,
            loss: classScore + l1 + tv,
            l1,
            tv,
            classScore,
            mask,
            secondsLeft: (300 - step) * 0.4,
          });
        }
        const scores = fakeScores(FAKE_MASK);
        return {
          modelId,
          target,
          preset,
          operator,
          mask: [...FAKE_MASK], // Every answer is a new mask, as from a worker.
          start: FAKE_MASK.map((_, t) => Math.abs(t - 7.5) < 6),
          scores,
          steps: 60,
          stopped: "settled",
          proof: null,
          backend: "wasm",
        };
      },
      scoreMask: async ({ mask }) => {
        await sleep(stepMs);
        return fakeScores(mask);
      },
      searchSpatiotemporal: async ({ modelId, target, across, area }, { onStep, signal }) => {
        const mask = fakeGrid(across);
        for (let step = 1; step <= 30; step++) {
          await sleep(stepMs);
          if (signal?.aborted) break;
          const classScore = 0.9 * Math.exp(-step / 8) + 0.03;
          const terms = { l1: 0.03, tv: 0.02, classScore };
          const loss = classScore + 0.05;
          onStep?.({ step, of: 300, loss, ...terms, mask, secondsLeft: (300 - step) * 0.4 });
        }
        const scores = { os: 0.944, fs: 0.061, rs: 0.702 };
        const end = { steps: 30, stopped: "settled", backend: "wasm" } as const;
        return { modelId, target, across, area, mask, scores, ...end };
      },
      scoreSpatiotemporal: async () => {
        await sleep(stepMs);
        return { os: 0.944, fs: 0.061, rs: 0.702 };
      },
      scoreWindows: async (_, { onStep }) => {
        await sleep(stepMs);
        onStep?.({ done: 68, of: 136 });
        await sleep(stepMs);
        return fakeWindows();
      },
      measureFaithfulness: async ({ mask, seed }, { onStep }) => {
        for (const part of ["curves", "equal-length", "completeness", "stability", "randomised"] as const) {
          await sleep(stepMs);
          onStep?.({ part, done: 1, of: 2 });
        }
        return fakeFaithfulness(mask, seed);
      },
      gradCam: async () => {
        await sleep(stepMs);
        return fakeCam();
      },
      ...lab,
    }),
    clips: fakeClient<ClipCommands>({
      decode: async (ask, { onStep }) => {
        for (let done = 1; done <= 4; done++) {
          await sleep(stepMs);
          onStep?.({ done: done * 4, of: 16 });
        }
        return fakeClip(ask);
      },
      figure: () => Promise.reject(new LabError("unsupported", "figure: not faked.")),
      thumbnails: ({ count, height }) =>
        Promise.resolve({
          frames: fakeFrames(count, height, Math.round((height * 16) / 9)),
          durationS: 2,
          frameStepS: 0.04,
        }),
      generate: (ask) => Promise.resolve(fakeGenerated(ask)),
      pack: () => Promise.resolve({ bytes: Uint8Array.of(1, 2, 3), format: "webm/av1" }),
      ...clips,
    }),
    loadManifest: () => Promise.resolve(manifest),
    loadModelList: () =>
      Promise.resolve([
        { id: "i3d", name: "I3D" },
        { id: "convlstm", name: "C-LSTM" },
      ]),
    fetchBlob,
    clipUrl: (file) => `https://lab.example/clips/${file}`,
    modelUrl: (id) => `https://lab.example/models/${id}/`,
    entropy: 7,
    soon: (paint) => paint(),
    history: fakeHistory(),
    life: fakeLife(),
    library: fakeLibrary(),
    studies: fakeStudies(),
    savedPage: fakeSavedPage(),
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    ...rest,
  };
}
