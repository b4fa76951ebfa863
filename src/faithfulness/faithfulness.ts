/**
 * The faithfulness of a temporal mask, as plain data: the answer of `measureFaithfulness`. A frame is "on" above 0.5,
 * so the measurements concern the frames that the page shows as perturbed.
 */

/**
 * Class scores after k of n frames have been perturbed (deletion) or restored (insertion). n counts the frames that
 * have an effect: T - 1 for freeze, which never changes frame 0, and T for other operators.
 */
export interface ScoreCurve {
  /** [n + 1]. */
  readonly scores: readonly number[];
  /** Mean height of the curve by trapezoids, in [0, 1]. */
  readonly area: number;
}

/** The curve in the mask's order, with the curves in random orders. */
export interface CurveAgainstChance extends ScoreCurve {
  readonly chance: {
    /** Number of random orders. */
    readonly orders: number;
    /** [n + 1] mean over the orders. */
    readonly mean: readonly number[];
    /** [n + 1] standard deviation over the orders. */
    readonly deviation: readonly number[];
    /** Area of each order's curve. */
    readonly areas: readonly number[];
  };
}

/** Scores of the clip with some frames perturbed, and with all other frames perturbed. */
export interface InsideOutside {
  /** Score with the frames perturbed; low if they are necessary. */
  readonly inside: number;
  /** Score with all other frames perturbed; high if the frames are sufficient. */
  readonly outside: number;
}

/** The mask's frames compared with as many other frames. */
export interface AgainstEqualLength {
  /** Frames that the mask has on. */
  readonly on: number;
  /** Frames that have an effect, and how many of them are on. Frame 0 has none under freeze. */
  readonly effective: { readonly on: number; readonly of: number };
  readonly mask: InsideOutside;
  /** As many frames drawn at random, one entry per draw; frames without effect stay as the mask has them. */
  readonly random: readonly InsideOutside[];
  /** As many frames, spread evenly over the clip. */
  readonly even: InsideOutside;
  /** Mean over all positions of a window of as many frames; null if the mask has no frame on. */
  readonly window: InsideOutside | null;
}

/** The mask that a search found after one thing was changed. */
export interface SearchedAgain {
  readonly change: "seed" | "start" | "learning-rate" | "shift";
  /** Short description of the change, such as "twice the learning rate". */
  readonly text: string;
  /** [T], moved back into the clip's own time after a shift. */
  readonly mask: readonly number[];
  /** Intersection over union with the mask under test; null if neither has a frame on. */
  readonly overlap: number | null;
}

/** The mask that a search found on the model with its weights shuffled, from the logits down to some layer. */
export interface SearchedOnRandom {
  /** Endpoint name of the last shuffled layer. */
  readonly downTo: string;
  /** Target's score on the clip, by the shuffled model. */
  readonly original: number;
  readonly mask: readonly number[];
  readonly overlap: number | null;
}

/**
 * Integrated gradients over the mask, from the clip as filmed to the clip with every frame perturbed (Sundararajan
 * 2017).
 */
export interface Completeness {
  /** [T] share of the score that each frame takes; entry 0 is 0 for freeze. */
  readonly attributions: readonly number[];
  /** Sum of the attributions. */
  readonly sum: number;
  /** Correct sum: the clip's score minus that of the clip with every frame perturbed. */
  readonly expected: number;
  /** Number of points on the path. */
  readonly steps: number;
}

/** All measurements of one mask. Parts that could not be measured say why. */
export interface Faithfulness {
  /** Score of the clip as filmed. */
  readonly original: number;
  /** Score of the clip with every frame perturbed. */
  readonly everywhere: number;
  readonly deletion: CurveAgainstChance;
  readonly insertion: CurveAgainstChance;
  readonly equalLength: AgainstEqualLength;
  /** Null for reverse: a run is either reversed or not, so no path leads from one to the other. */
  readonly completeness: Completeness | null;
  readonly stability: readonly SearchedAgain[];
  readonly randomised:
    | { readonly kind: "measured"; readonly stages: readonly SearchedOnRandom[] }
    | { readonly kind: "not-possible"; readonly reason: string };
  /** Seed of all random draws. */
  readonly seed: number;
}

/** The parts of the measurement, in order. */
export type FaithfulnessPart = "curves" | "equal-length" | "completeness" | "stability" | "randomised";
