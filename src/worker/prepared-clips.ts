/**
 * The clip that the lab worker looked at last, prepared for its model: whoever edits a mask, or tries another class,
 * asks about the same clip again and again, and only the answer should then cost time.
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
}

interface Entry extends PreparedClip {
  readonly model: VideoModel;
  readonly source: FrameStack;
  dispose(): void;
}

/** Keeps one prepared clip; another clip or model takes its place. */
export class PreparedClips {
  #entry: Entry | null = null;

  /**
   * The clip prepared for the model; valid until the next call.
   *
   * @throws {LabError} "shape" when the clip has another number of frames than the model takes.
   */
  of(model: VideoModel, source: FrameStack): PreparedClip {
    const entry = this.#entry;
    if (entry?.model === model && sameFrames(entry.source, source)) return entry;
    entry?.dispose();
    this.#entry = null;
    this.#entry = prepare(model, source);
    return this.#entry;
  }

  /** Forgets the clip, whose tensors died with their backend. */
  forget(): void {
    this.#entry = null;
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
