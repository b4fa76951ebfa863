/** The bundled models, and clips with a known event, ready to be searched in Node. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { preprocess } from "../../src/frames/preprocess.ts";
import { GENERATED_CLASSES } from "../../src/generate/classes.ts";
import { generateClip } from "../../src/generate/generate-clip.ts";
import { buildModel } from "../../src/models/build.ts";
import { fileFolder, loadModelFolder } from "../../src/models/load.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { weightSource } from "../../src/models/weights.ts";
import type { SearchSettings } from "../../src/math/search-settings.ts";
import { ClipScore } from "../../src/search/clip-score.ts";
import type { MaskScorer } from "../../src/search/descent.ts";
import { searchExactMask } from "../../src/search/exact-search.ts";
import { searchTemporalMask, type Driving } from "../../src/search/temporal-search.ts";
import { parseManifest } from "../../src/state/manifest.ts";
import { generatedLabels } from "./labels.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Ids of the bundled models. */
export const BUNDLED = ["i3d", "convlstm"];

/** A generated clip by its class and seed. */
export interface Recipe {
  readonly name: string;
  readonly className: string;
  readonly seed: number;
}

/** A clip as one model sees it. */
export interface Subject {
  readonly scorer: ClipScore;
  readonly T: number;
  readonly target: number;
  /** True if the model's answer is the clip's class. */
  readonly right: boolean;
  readonly answer: string;
  /** First and last frame of the event. */
  readonly event: readonly [first: number, last: number];
  readonly dispose: () => void;
}

/** Returns the bundled clips. */
export function bundledClips(): Recipe[] {
  const path = join(ROOT, "public/clips/manifest.json");
  const clips = parseManifest(JSON.parse(readFileSync(path, "utf8")), path);
  return clips.flatMap(({ id, label, seed }) =>
    label !== undefined && seed !== undefined ? [{ name: id, className: label, seed }] : [],
  );
}

/** Returns the first `count` generated test clips, which no model was trained on. */
export function testClips(count: number): Recipe[] {
  return generatedLabels(count).map(({ file, class: className, seed }) => ({
    name: file,
    className,
    seed: seed!,
  }));
}

/** Returns whether something happens in clips of a class. */
export function hasEvent(className: string): boolean {
  return GENERATED_CLASSES.find(({ name }) => name === className)?.action !== "nothing";
}

/** Runs a whole search under freeze, by the method that the settings name, and returns its mask [T]. */
export async function findMask(
  scorer: MaskScorer,
  T: number,
  settings: SearchSettings,
  driving?: Driving,
): Promise<Float32Array> {
  const search =
    settings.method === "exact"
      ? searchExactMask(scorer, T, settings, "freeze")
      : searchTemporalMask(scorer, T, settings, driving);
  return (await lastOf<{ readonly mask: Float32Array }>(search)).mask;
}

/** Runs a generator to its end and returns its answer. */
export async function lastOf<R>(run: AsyncGenerator<unknown, R, void>): Promise<R> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
  }
}

/** Builds a bundled model; the caller disposes it. */
export async function openModel(id: string): Promise<VideoModel> {
  const folder = join(ROOT, "public/models", id);
  const names = ["card.json", "model.json", "group1-shard1of1.bin"];
  const files = names.map((name) => new File([readFileSync(join(folder, name))], name));
  const { card, weights } = await loadModelFolder(fileFolder(files), () => undefined);
  return buildModel(card, weightSource(weights, "model.json"));
}

/** Generates a clip at the model's size and prepares scores of its true class; the caller disposes the subject. */
export function openSubject(model: VideoModel, { className, seed }: Recipe): Subject {
  const { input, classes } = model.card;
  const T = input.frames;
  const clip = generateClip({ className, seed, T, height: input.height, width: input.width });
  const { data, shape } = preprocess(clip.frames, input);
  const x = tf.tensor5d(data, [1, ...shape]);
  const target = classes.indexOf(className);
  const answer = tf.tidy(() => model.logits(x).argMax(-1).dataSync()[0]!);
  const responses = model.respond(x);
  return {
    scorer: new ClipScore(model, responses, target),
    T,
    target,
    right: answer === target,
    answer: classes[answer]!,
    event: clip.event,
    dispose: () => {
      responses.dispose();
      x.dispose();
    },
  };
}
