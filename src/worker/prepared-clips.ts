/**
 * The clip that the lab worker looked at last, prepared for the models that looked at it: whoever edits a mask, tries
 * another class or compares two models asks about the same clip again and again, and only the answer should then cost
 * time.
 */
import * as tf from "@tensorflow/tfjs";
import type { FrameStack } from "../clip/clip.ts";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import { preprocess } from "../frames/preprocess.ts";
import type { VideoModel } from "../models/model.ts";

/** A clip as one model wants it. Everything in it stays with `PreparedClips`. */
export interface PreparedClip {
  /** [1, T, H, W, 3]. */
  readonly frames: tf.Tensor5D;
  /** The first layer's responses, computed when first asked for. */
  responses(): FrameResponses;
  /** OS by target, as far as it has been computed: no mask changes it. */
  readonly originalScores: Map<number, number>;
}

interface Entry extends PreparedClip {
  readonly model: VideoModel;
  readonly source: FrameStack;
  dispose(): void;
}

/** Most models that a clip is kept prepared for: the two that are compared. */
const MOST_KEPT = 2;

/** Keeps one clip, prepared for the last two models; another clip takes its place. */
export class PreparedClips {
  /** The model used last stands last. */
  #entries: readonly Entry[] = [];

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
    const entry = known ?? prepare(model, source);
    this.#entries = [...others, entry];
    return entry;
  }

  /** Forgets the clip, whose tensors died with their backend. */
  forget(): void {
    this.#entries = [];
  }
}

function prepare(model: VideoModel, source: FrameStack): Entry {
  const { data, shape } = preprocess(source, model.card.input);
  const frames = tf.tensor5d(data, [1, ...shape]);
  let responses: FrameResponses | null = null;
  return {
    model,
    source,
    frames,
    responses: () => (responses ??= model.respond(frames)),
    originalScores: new Map(),
    dispose: () => {
      frames.dispose();
      responses?.dispose();
    },
  };
}

/** Every question brings its own copy of the frames, so they are compared by content: some 10 ms for a large clip. */
function sameFrames(a: FrameStack, b: FrameStack): boolean {
  if (a.T !== b.T || a.H !== b.H || a.W !== b.W) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}
