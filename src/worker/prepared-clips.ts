/**
 * The last clip that the lab worker saw, prepared for the models that saw it. Editing a mask, trying another class and
 * comparing two models all ask about the same clip repeatedly, so its preparation is paid for once.
 */
import * as tf from "@tensorflow/tfjs";
import type { FrameStack } from "../clip/clip.ts";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import { preprocess } from "../frames/preprocess.ts";
import type { OperatorName } from "../math/operator.ts";
import { extraSources, sourceCount } from "../math/sources.ts";
import type { VideoModel } from "../models/model.ts";

/** A clip in the form that one model takes. Its tensors belong to the code that prepared it. */
export interface PreparedClip {
  /** [1, T, H, W, 3]. */
  readonly frames: tf.Tensor5D;
  /**
   * Returns the first layer's responses to the operator's source pictures (default: freeze's), computed on first use.
   */
  responses(operator?: OperatorName): FrameResponses;
  /** OS by target, for the targets computed so far. It does not depend on the mask. */
  readonly originalScores: Map<number, number>;
}

/** A prepared clip that the caller of `prepareClip` owns and disposes. */
export interface OwnClip extends PreparedClip {
  readonly model: VideoModel;
  readonly source: FrameStack;
  dispose(): void;
}

/** Maximum number of models that a clip stays prepared for: two can be compared. */
const MOST_MODELS = 2;

/** Holds one clip, prepared for the two models used last; another clip replaces it. */
export class PreparedClips {
  /** In order of use: the model used last is last. */
  #entries: readonly OwnClip[] = [];

  /**
   * Returns the clip prepared for the model; it is valid until a call with another clip, or calls with two other
   * models.
   *
   * @throws {LabError} "shape" if the clip's frame count differs from the model's.
   */
  of(model: VideoModel, source: FrameStack): PreparedClip {
    const sameClip = this.#entries.filter((entry) => sameFrames(entry.source, source));
    const known = sameClip.find((entry) => entry.model === model);
    const others = sameClip.filter((entry) => entry !== known).slice(1 - MOST_MODELS);
    for (const entry of this.#entries) if (entry !== known && !others.includes(entry)) entry.dispose();
    this.#entries = others;
    const entry = known ?? prepareClip(model, source);
    this.#entries = [...others, entry];
    return entry;
  }

  /** Forgets the clip without disposing it, because its tensors died with their backend. */
  forget(): void {
    this.#entries = [];
  }
}

/**
 * Prepares a clip for a model. The caller owns the result and disposes it.
 *
 * @throws {LabError} "shape" if the clip's frame count differs from the model's.
 */
export function prepareClip(model: VideoModel, source: FrameStack): OwnClip {
  const { data, shape } = preprocess(source, model.card.input);
  const frames = tf.tensor5d(data, [1, ...shape]);
  const [T, H, W, C] = shape;
  const known = new Map<OperatorName, FrameResponses>();
  const responses = (operator: OperatorName = "freeze"): FrameResponses => {
    const extra = sourceCount(operator, T) - T;
    // The operator's only sources are the frames, so freeze's responses serve.
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

/** Compares the content of two clips, because each question carries its own copy; takes some 10 ms for a large clip. */
function sameFrames(a: FrameStack, b: FrameStack): boolean {
  if (a.T !== b.T || a.H !== b.H || a.W !== b.W) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}
