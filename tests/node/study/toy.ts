/** A toy study: workers that answer by rule, so that every record is known in advance. */
import { LabError } from "../../../src/base/errors.ts";
import type { Clip } from "../../../src/clip/clip.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { StudyClip } from "../../../src/study/clips.ts";
import type { LabWorker } from "../../../src/study/explain-clip.ts";
import { DEFAULT_WISH, planOf, type StudyWish } from "../../../src/study/plan.ts";
import type { ClipWorker } from "../../../src/study/read-clip.ts";
import {
  parseRecord,
  RECORD_SCHEMA,
  RECORD_VERSION,
  type StudyRecord,
  type StudyResult,
} from "../../../src/study/record.ts";

/** Number of frames in every toy clip. */
export const T = 8;
export const CLASSES = ["up", "down", "still"];

export function card(id: string, frames = T): ModelCard {
  return {
    id,
    name: id.toUpperCase(),
    architecture: { kind: "convlstm", units: [1], kernel: 1, stride: 1, padding: "same", gate: "hard" },
    input: { frames, height: 4, width: 4, range: [0, 1], mean: [0, 0, 0], std: [1, 1, 1], normalise: "none" },
    classes: CLASSES,
    training: "none",
    licence: "CC0-1.0",
  };
}

export function plan(wish: Partial<StudyWish> = {}, ids = ["a", "b"]) {
  return planOf(
    { ...DEFAULT_WISH, ...wish },
    ids.map((id) => ({ card: card(id), hash: `hash of ${id}` })),
  );
}

/** Returns a file clip whose bytes are its name. */
export function file(
  name: string,
  more: { label?: string; eventS?: [number, number]; hash?: string } = {},
): StudyClip {
  return {
    kind: "file",
    name,
    hash: `sha256:${name}`,
    read: () => Promise.resolve(new Blob([name])),
    ...more,
  };
}

type Answers = Record<string, (ask: never) => unknown>;

function answering(answers: Answers, log: string[]) {
  const run = (name: string, ask: never, options: { signal?: AbortSignal } = {}) => {
    log.push(name);
    if (options.signal?.aborted) return Promise.reject(new LabError("cancelled", `${name}: cancelled.`));
    const answer = answers[name];
    if (answer === undefined) return Promise.reject(new LabError("unsupported", `${name}: not built yet`));
    return Promise.resolve().then(() => answer(ask));
  };
  return { run };
}

/**
 * Returns a clip worker that decodes any file whose name does not start with "bad" into T frames of 4 x 8 pixels, half
 * a second apart.
 */
export function clipWorker(log: string[] = []): ClipWorker {
  const read = (ask: { name: string; T: number }, source: Clip["source"]): Clip => {
    if (ask.name.startsWith("bad")) throw new LabError("decode", `${ask.name}: it is not a video.`);
    return {
      source,
      name: ask.name,
      frames: { T: ask.T, H: 4, W: 8, data: new Uint8Array(ask.T * 4 * 8 * 3) },
      timestampsS: Array.from({ length: ask.T }, (_, t) => t / 2),
      durationS: ask.T / 2,
      sourceWidth: 8,
      sourceHeight: 4,
      notices: [],
    };
  };
  const answers = {
    decode: (ask: { name: string; T: number; source: Clip["source"] }) => read(ask, ask.source),
    generate: (ask: { name: string; T: number; className: string; seed: number }): Clip => ({
      ...read(ask, { kind: "generated", className: ask.className, seed: ask.seed }),
      label: ask.className,
      event: [2, 3],
      boxes: Array.from({ length: ask.T }, () => [{ x0: 0.5, y0: 0, x1: 0.75, y1: 1 }]),
    }),
    pack: () => ({ bytes: new Uint8Array([1, 2, 3]), format: "webm/av1" }),
  };
  return answering(answers, log) as ClipWorker;
}

/** Returns a lab worker that answers "up" and masks frames 2 to 4 for model a, 2 to 3 for other models. */
export function labWorker(more: Answers = {}, log: string[] = []): LabWorker {
  const answers = {
    classify: () => Float32Array.of(0.7, 0.2, 0.1),
    searchMask: (ask: { modelId: string; target: number; preset: string; operator: string }) => ({
      modelId: ask.modelId,
      target: ask.target,
      preset: ask.preset,
      operator: ask.operator,
      mask: Array.from({ length: T }, (_, t) => (t >= 2 && t <= (ask.modelId === "a" ? 4 : 3) ? 0.9 : 0.1)),
      scores: { os: ask.target === 0 ? 0.7 : 0.2, fs: 0.1, rs: 0.3 },
      start: Array.from({ length: T }, (_, t) => t >= 2 && t <= 4),
      steps: 50,
      stopped: "settled",
      proof: null,
      backend: "cpu",
    }),
    ...more,
  };
  return answering(answers, log) as LabWorker;
}

/** Returns a result of one model; the mask is given as digits, one per frame. */
export function result(modelId: string, mask: string, more: Partial<StudyResult> = {}): StudyResult {
  return {
    modelId,
    target: { index: 0, name: "up", from: "label" },
    predicted: { index: 0, name: "up", probability: 0.7 },
    cs: null,
    operator: "freeze",
    scores: { os: 0.7, fs: 0.1, rs: 0.3 },
    mask: [...mask].map(Number),
    steps: 50,
    stopped: "settled",
    proof: null,
    leftStart: true,
    backend: "wasm",
    link: null,
    truth: null,
    cam: null,
    spatiotemporal: null,
    windows: null,
    faithfulness: null,
    notes: [],
    ...more,
  };
}

/** Returns a record for a clip of that name, with its own key, checked like one from a file. */
export function record(name: string, results: StudyResult[], more: Partial<StudyRecord> = {}): StudyRecord {
  return parseRecord(
    {
      schema: RECORD_SCHEMA,
      version: RECORD_VERSION,
      plan: plan(
        {},
        results.map(({ modelId }) => modelId),
      ),
      key: `sha256:${name}`,
      clip: { name, kind: "file", label: "up" },
      problem: null,
      results,
      ...more,
    },
    name,
  );
}
