/**
 * How far an explanation by a temporal mask can be believed, as plain data: what `measureFaithfulness` answers with.
 * "On" is above 0.5 here: what is judged are the frames that the page shows as perturbed.
 */

/**
 * A class score after k of n frames have been perturbed (deletion) or given back (insertion). n counts the frames that
 * have an effect: T - 1 for freeze, which never changes frame 0, and T for other operators.
 */
export interface ScoreCurve {
  /** [n + 1]. */
  readonly scores: readonly number[];
  /** Mean height of the curve by trapezoids, in [0, 1]. */
  readonly area: number;
}

/** The curve in the mask's order beside curves in random orders. */
export interface CurveAgainstChance extends ScoreCurve {
  readonly chance: {
    /** Number of random orders. */
    readonly orders: number;
    /** [n + 1], over the orders. */
    readonly mean: readonly number[];
    /** [n + 1] standard deviation over the orders. */
    readonly deviation: readonly number[];
    /** Area of each order's curve. */
    readonly areas: readonly number[];
  };
}

/** Scores of the clip perturbed inside some frames, and outside them. */
export interface InsideOutside {
  /** Low where the frames are necessary. */
  readonly inside: number;
  /** High where the frames are sufficient. */
  readonly outside: number;
}

/** The mask's frames against other frames of equal number. */
export interface AgainstEqualLength {
  /** Frames that the mask has on. */
  readonly on: number;
  /** Frames that have an effect, and how many of those are on: frame 0 has none under freeze. */
  readonly effective: { readonly on: number; readonly of: number };
  readonly mask: InsideOutside;
  /** Masks of as many frames drawn at random, one entry a draw; a frame without effect stays as the mask has it. */
  readonly random: readonly InsideOutside[];
  /** As many frames, spread evenly over the clip. */
  readonly even: InsideOutside;
  /** Mean over every place that one window of as many frames can have; null without a frame on. */
  readonly window: InsideOutside | null;
}

/** What a search found when one thing was changed. */
export interface SearchedAgain {
  readonly change: "seed" | "start" | "learning-rate" | "shift";
  /** What exactly, as a short phrase: "twice the learning rate", say. */
  readonly text: string;
  /** [T], moved back into the clip's own time after a shift. */
  readonly mask: readonly number[];
  /** Intersection over union with the mask that is judged; null where neither has a frame on. */
  readonly overlap: number | null;
}

/** What a search found on the model with weights shuffled from the logits down to some layer. */
export interface SearchedOnRandom {
  /** The last layer that was shuffled, by its endpoint's name. */
  readonly downTo: string;
  /** Score of the target on the clip, by this model. */
  readonly original: number;
  readonly mask: readonly number[];
  readonly overlap: number | null;
}

/** Integrated gradients over the mask, from the clip as filmed to the clip perturbed everywhere (Sundararajan 2017). */
export interface Completeness {
  /** [T], what each frame takes from the score; entry 0 is 0 for freeze. */
  readonly attributions: readonly number[];
  /** Their sum, and what it must be: the clip's score less that of the clip perturbed everywhere. */
  readonly sum: number;
  readonly expected: number;
  /** Points on the path. */
  readonly steps: number;
}

/** All of it. Parts that could not be measured say why. */
export interface Faithfulness {
  /** Score of the clip as filmed, and with every frame perturbed. */
  readonly original: number;
  readonly everywhere: number;
  readonly deletion: CurveAgainstChance;
  readonly insertion: CurveAgainstChance;
  readonly equalLength: AgainstEqualLength;
  /** Null for reverse: a run is reversed or it is not, so that no path leads from the one to the other. */
  readonly completeness: Completeness | null;
  readonly stability: readonly SearchedAgain[];
  readonly randomised:
    | { readonly kind: "measured"; readonly stages: readonly SearchedOnRandom[] }
    | { readonly kind: "not-possible"; readonly reason: string };
  /** Seed of every draw. */
  readonly seed: number;
}

/** The parts, in the order in which they are measured. */
export type FaithfulnessPart = "curves" | "equal-length" | "completeness" | "stability" | "randomised";
