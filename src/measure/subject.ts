/** The mask whose faithfulness is measured, and how to ask the same about a changed clip or model: the worker joins these with real models. */
import type { MaskScorer } from "../search/descent.ts";
import type { SearchSettings } from "../math/search-settings.ts";

/** A scorer and what it stands on; whoever opened it disposes it. */
export interface OpenScorer {
  readonly scorer: MaskScorer;
  readonly dispose: () => void;
}

/** The same clip, moved. */
export interface ShiftedClip {
  /** "one frame later", say. */
  readonly text: string;
  /** Frames by which everything comes later; negative: earlier; 0 where only pixels move. */
  readonly later: number;
  readonly open: () => OpenScorer;
}

/** The same model with its weights shuffled from the logits down to a layer. */
export interface ShuffledModel {
  readonly downTo: string;
  readonly open: () => OpenScorer;
}

/** The mask whose faithfulness is measured, and everything its measurement needs. */
export interface FaithfulnessSubject {
  /** [T] in [0, 1], T at least 2; on above 0.5. */
  readonly mask: ArrayLike<number>;
  readonly scorer: MaskScorer;
  /** First frame that has an effect: 1 for freeze, which never changes frame 0, and 0 for other operators. */
  readonly first: number;
  /** Whether the score changes smoothly with the mask, so that it can be followed: not for reverse. */
  readonly smooth: boolean;
  /** Of the searches that are run again. */
  readonly settings: SearchSettings;
  readonly shifts: readonly ShiftedClip[];
  /** From the logits alone to all layers, or why there are none. */
  readonly shuffled: readonly ShuffledModel[] | { readonly reason: string };
  /** Of every draw. */
  readonly seed: number;
  /**
   * Starts that one search follows at once. Several keep a graphics card busy; elsewhere a start that has settled would
   * only be followed for nothing until the last one has.
   */
  readonly startsAtOnce: number;
  /** See `Driving`. */
  readonly mostStepsPerRead: number;
}
