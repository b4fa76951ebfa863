/**
 * The clip that the lab worker looked at last, prepared for the models that looked at it: whoever edits a mask, tries
 * another class or compares two models asks about the same clip again and again, and only the answer should then cost
 * time.
 */
import * as tf from "@tensorflow/tfjs";
import type { FrameStack } from "../clip/clip.ts";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import { preprocess } from "../frames/preprocess.ts";
import type { OperatorName } from "../math/operator.ts";
import { extraSources, sourceCount } from "../math/sources.ts";
import type { VideoModel } from "../models/model.ts";

/** A clip as one model wants it. Everything in it stays with `PreparedClips`. */
export interface PreparedClip {
  /** [1, T, H, W, 3]. */
  readonly frames: tf.Tensor5D;
  /** The first layer's responses to the operator's sources (default freeze's), computed when first asked for. */
  responses(operator?: OperatorName): FrameResponses;
  /** OS by target, as far as it has been computed: no mask changes it. */
  readonly originalScores: Map<number, number>;
}

/** One that whoever prepared it disposes. */
export interface OwnClip extends PreparedClip {
  readonly model: VideoModel;
  readonly source: FrameStack;
  dispose(): void;
}

/** Most models that a clip is kept prepared for: the two that are compared. */
const MOST_KEPT = 2;

/** Keeps one clip, prepared for the last two models; another clip takes its place. */
export class PreparedClips {
  /** The model used last stands last. */
  #entries: readonly OwnClip[] = [];

  /**
   * The clip prepared for the model; valid until the next call with another clip, or with two other models.
   *
   * @throws {LabError} "shape" when the clip has another number of frames than the model takes.
   */
  of(model: VideoModel, source: FrameStack): PreparedClip {
    const sameClip = this.#entries.filter((entry) => sameFrames(entry.source, source));
    const known = sameClip.find((entry) => entry.model === model);
    const others = sameClip.filter((entry) => entry !== known).slice(1 - MOST_KEPT);
    for (const entry of this.#entries) if (entry !== known && !others.includes(entry)) entry.dispose();
    this.#entries = others;
    const entry = known ?? prepareClip(model, source);
    this.#entries = [...others, entry];
    return entry;
  }

  /** Forgets the clip, whose tensors died with their backend. */
  forget(): void {
    this.#entries = [];
  }
}

/**
 * A clip as a model wants it, kept by nobody.
 *
 * @throws {LabError} "shape" when the clip has another number of frames than the model takes.
 */
export function prepareClip(model: VideoModel, source: FrameStack): OwnClip {
  const { data, shape } = preprocess(source, model.card.input);
  const frames = tf.tensor5d(data, [1, ...shape]);
  const [T, H, W, C] = shape;
  const known = new Map<OperatorName, FrameResponses>();
  const responses = (operator: OperatorName = "freeze"): FrameResponses => {
    const extra = sourceCount(operator, T) - T;
    // Its sources are the frames alone, as freeze's are.
    if (extra === 0 && operator !== "freeze") return responses();
    const made = known.get(operator);
    if (made) return made;
    const own = extra === 0 ? model.respond(frames) : responses().with(respondTo(operator, extra));
    known.set(operator, own);
    return own;
  };
  const respondTo = (operator: OperatorName, extra: number) => {
    const pictures = tf.tensor5d(extraSources(operator, data, { T, H, W }), [1, extra, H, W, C]);
    try {
      return model.respond(pictures, T);
    } finally {
      pictures.dispose();
    }
  };
  return {
    model,
    source,
    frames,
    responses,
    originalScores: new Map(),
    dispose: () => {
      frames.dispose();
      for (const made of known.values()) made.dispose();
    },
  };
}

/** Every question brings its own copy of the frames, so they are compared by content: some 10 ms for a large clip. */
function sameFrames(a: FrameStack, b: FrameStack): boolean {
  if (a.T !== b.T || a.H !== b.H || a.W !== b.W) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}
