/** All uses of the page's own search by the benchmark's worker; change this file when the search changes. */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import { startBackend } from "../../../src/device/backend.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { buildModel } from "../../../src/models/build.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { addressFolder, loadModelFolder } from "../../../src/models/load.ts";
import type { EndpointTap } from "../../../src/models/model.ts";
import { weightSource, type WeightSource } from "../../../src/models/weights.ts";
import { freezeWeights } from "../../../src/perturb/freeze.ts";
import { classScore } from "../../../src/score/class-score.ts";
import { ClipScore } from "../../../src/search/clip-score.ts";
import { scoresOf, scoreWithGradient } from "../../../src/search/descent.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { searchTemporalMask } from "../../../src/search/temporal-search.ts";
import type { Searched, Started, Subject } from "../protocol.ts";
import { benchCard, benchClip, benchWeights } from "./seeded.ts";

/** Default clip for bundled models: one of the bundled clips. */
const CLIP = { className: "Moving something up", seed: 5000255 } as const;

/** A subject on the device, ready to step. */
export interface Opened {
  readonly card: ModelCard;
  readonly weights: WeightSource;
  /** [1, T, H, W, 3], preprocessed. */
  readonly frames: tf.Tensor5D;
  /** [T] in (0, 1): no frame fully on or off, as in the middle of a search. */
  readonly mask: readonly number[];
  readonly target: number;
  readonly scorer: ClipScore;
  /** Returns the logits under the mask, [classes]. */
  logits(): Promise<number[]>;
  /** Returns the target's probability under a mask, with a tap at each endpoint; differentiable in the mask. */
  readonly tappedScore: (mask: tf.Tensor1D, tap: EndpointTap) => tf.Scalar;
  dispose(): void;
}

/** Result of one step: probability of the target, and its gradient with respect to the mask, [T]. */
export interface StepOutcome {
  readonly score: number;
  readonly gradient: number[];
}

/** Starts TF.js as the page does, on one thread if requested, else on as many as it chooses. */
export async function start({
  backend,
  threads,
}: {
  backend: "wasm" | "webgpu";
  threads: "one" | "own";
}): Promise<Started> {
  const files = {
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    "tfjs-backend-wasm-threaded-simd.wasm": threaded,
  };
  const report = await startBackend(files, { prefer: backend, ...(threads === "one" ? { threads: 1 } : {}) });
  if (report.backend !== backend) throw new Error(`${backend} does not run here: ${report.reason}`);
  const reported = /(\d+) threads?/.exec(report.reason)?.[1];
  const adapter = backend === "webgpu" ? await navigator.gpu.requestAdapter() : null;
  const { vendor, architecture, device, description } = adapter?.info ?? {};
  return {
    reason: report.reason,
    threads: threads === "one" || reported === undefined ? 1 : Number(reported),
    hardwareConcurrency: navigator.hardwareConcurrency,
    isolated: globalThis.crossOriginIsolated,
    adapter: adapter && [vendor, architecture, device, description].filter(Boolean).join(" "),
  };
}

/** Builds the model, prepares the clip and computes the first layer's responses. The caller disposes the result. */
export async function openSubject(subject: Subject): Promise<Opened> {
  const { card, weights, values, target } = await read(subject);
  const { frames: T, height, width } = card.input;
  const model = buildModel(card, weights);
  const frames = tf.keep(tf.tensor5d(values, [1, T, height, width, 3]));
  const responses = model.respond(frames);
  const mask = Array.from({ length: T }, (_, t) => 0.5 + 0.45 * Math.sin(1.7 * t + 1));
  return {
    card,
    weights,
    frames,
    mask,
    target,
    scorer: new ClipScore(model, responses, target),
    async logits() {
      const logits = tf.tidy(() => model.logitsOfMix(responses, freezeWeights(tf.tensor2d(mask, [1, T]))));
      const read = Array.from(await logits.data());
      logits.dispose();
      return read;
    },
    tappedScore: (of, tap) =>
      classScore(
        model.logitsOfMix(responses, freezeWeights(of.reshape([1, T])), tap),
        target,
        "probability",
      ).asScalar(),
    dispose() {
      model.dispose();
      responses.dispose();
      frames.dispose();
    },
  };
}

async function read(
  subject: Subject,
): Promise<{ card: ModelCard; weights: WeightSource; values: Float32Array; target: number }> {
  if (subject.kind === "seeded-i3d") {
    const card = benchCard(subject);
    return { card, weights: benchWeights, values: benchClip(card.input), target: 0 };
  }
  const folder = addressFolder(new URL(`/models/${subject.id}`, location.href).href);
  const { card, weights } = await loadModelFolder(folder, () => undefined);
  const { frames: T, height, width } = card.input;
  const { className, seed } = subject.clip ?? CLIP;
  const clip = generateClip({ className, seed, T, height, width });
  const target = card.classes.indexOf(className);
  const { data } = preprocess(clip.frames, card.input);
  return { card, weights: weightSource(weights, "model.json"), values: data, target };
}

/** Takes one step of a search. */
export async function takeStep({ scorer, mask }: Opened): Promise<StepOutcome> {
  const { score, gradient } = await scoreWithGradient(scorer, mask);
  return { score, gradient: Array.from(gradient) };
}

/** Runs the default preset's search, with early stop or over all its steps. */
export async function search({ scorer, mask: { length: T } }: Opened, earlyStop: boolean): Promise<Searched> {
  const settings = earlyStop ? PRESETS.default : { ...PRESETS.default, patience: null };
  const startMs = performance.now();
  const running = searchTemporalMask(scorer, T, settings);
  let next = await running.next();
  while (!next.done) next = await running.next();
  const ms = performance.now() - startMs;
  const { mask, steps } = next.value;
  const [os] = await scoresOf(scorer, [new Float32Array(T)]);
  return { ms, steps, mask: Array.from(mask), os: os!, ...(await scorer.scoresUnder(mask)) };
}

/** Returns the size of WASM's heap, MB; null on another backend. */
export function heapMb(): number | null {
  if (tf.getBackend() !== "wasm") return null;
  // Emscripten's view of the heap, which TF.js' types leave out.
  const { HEAPU8 } = (tf.backend() as BackendWasm).wasm as unknown as { HEAPU8: Uint8Array };
  return HEAPU8.length / 2 ** 20;
}
