/** The subject of a faithfulness measurement, with its changed clips and models. The worker supplies real models. */
import type { Predicted } from "../faithfulness/faithfulness.ts";
import type { MaskScorer } from "../search/descent.ts";
import type { SearchSettings } from "../math/search-settings.ts";

/** A scorer with the resources behind it. The code that opened it disposes it. */
export interface OpenScorer {
  readonly scorer: MaskScorer;
  readonly dispose: () => void;
}

/** The clip, shifted in time or space. */
export interface ShiftedClip {
  /** Short description, such as "one frame later". */
  readonly text: string;
  /** Frames by which everything comes later; negative: earlier; 0 if only pixels move. */
  readonly later: number;
  readonly open: () => OpenScorer;
}

/** A scorer of the class that a shuffled model answers. */
export interface OpenShuffled extends OpenScorer {
  readonly className: string;
}

/** The model with its weights shuffled, from the logits down to a layer. */
export interface ShuffledModel {
  /** Endpoint name of the last shuffled layer. */
  readonly downTo: string;
  readonly open: () => Promise<OpenShuffled>;
}

/** A mask to measure, with everything that the measurements need. */
export interface FaithfulnessSubject {
  /** [T] in [0, 1], T at least 2; on above 0.5. */
  readonly mask: ArrayLike<number>;
  readonly scorer: MaskScorer;
  /** The class that the model answers on the clip as filmed. */
  readonly predicted: Predicted;
  /** First frame that has an effect: 1 for freeze, which never changes frame 0, and 0 for other operators. */
  readonly first: number;
  /** True if the score changes smoothly with the mask, as integrated gradients need; false for reverse. */
  readonly smooth: boolean;
  /** Settings of the searches that are run again. */
  readonly settings: SearchSettings;
  readonly shifts: readonly ShiftedClip[];
  /** Shuffled models, from the logits alone to all layers, or the reason why there are none. */
  readonly shuffled: readonly ShuffledModel[] | { readonly reason: string };
  /** Seed of all random draws. */
  readonly seed: number;
  /**
   * Starts that one search follows at once. Several keep a graphics card busy. Elsewhere they waste time, because
   * settled starts are still followed until the last one settles.
   */
  readonly startsAtOnce: number;
  /** See `Driving`. */
  readonly mostStepsPerRead: number;
}
