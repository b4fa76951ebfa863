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

/** The curve in the mask's order, with the curves in other orders of the same frames. */
export interface CurveAgainstChance extends ScoreCurve {
  /**
   * Centre-out orders, which begin at one frame and grow on both sides: one for each frame that has an effect, except
   * an order that is the mask's own. Empty in a report of version 1.
   */
  readonly centred: {
    /** [n + 1] mean over the orders; empty without any. */
    readonly mean: readonly number[];
    /** Area of each order's curve. */
    readonly areas: readonly number[];
  };
  /** Scattered orders: the frames shuffled. */
  readonly chance: {
    /** Number of scattered orders. */
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
  /**
   * As many scattered frames, one entry per draw; frames without effect stay as the mask has them. No draw is the mask,
   * and no two are equal (draws of version 1 may be).
   */
  readonly random: readonly InsideOutside[];
  /**
   * Every window of as many frames, except the mask itself; frames without effect stay as the mask has them. Empty in a
   * report of version 1.
   */
  readonly windows: readonly InsideOutside[];
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
  /** Loss of this mask's frames, fully on, on the clip as filmed and by the mask's own settings; null in version 1. */
  readonly loss: number | null;
}

/** The answers of a shuffled model to the clip with some windows perturbed. */
export interface Reaction {
  /** Lowest score of the class under these windows. */
  readonly lowest: number;
  /** Standard deviation of the class's log-odds ln(p / (1 - p)) under them: in units of a logit. */
  readonly spread: number;
}

/**
 * The mask that a search found on the model with its weights shuffled, from the logits down to some layer. It explains
 * the class that the shuffled model answers: no other class has more score to lose.
 */
export interface SearchedOnRandom {
  /** Endpoint name of the last shuffled layer. */
  readonly downTo: string;
  /** Name of the class; null in a report of version 1, which explained the target. */
  readonly className: string | null;
  /** The class's score on the clip, by the shuffled model. */
  readonly original: number;
  /** Null in a report of version 1. */
  readonly reaction: Reaction | null;
  /** [T]; zeros if the model does not react to frames (see `shuffled.ts`), since then there was no search. */
  readonly mask: readonly number[];
  /** Loss of this mask's frames, fully on, on the shuffled model; null without a search, and in a report of version 1. */
  readonly loss: number | null;
  /** Intersection over union with the mask under test; null if neither has a frame on. */
  readonly overlap: number | null;
}

/** The class that the model answers. */
export interface Predicted {
  readonly name: string;
  /** Its score on the clip as filmed. */
  readonly score: number;
  /** True if it is the class under study. */
  readonly isTarget: boolean;
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
  /**
   * Version of these measurements. In version 1, chance had scattered frames and orders alone, repeated searches had no
   * losses, and shuffled models had to explain the target, whether they reacted to frames or not.
   */
  readonly version: 1 | 2;
  /** Null in a report of version 1. */
  readonly predicted: Predicted | null;
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
  /** Loss of the frames of the mask under test, fully on; null in a report of version 1. */
  readonly ownLoss: number | null;
  readonly randomised:
    | { readonly kind: "measured"; readonly stages: readonly SearchedOnRandom[] }
    | { readonly kind: "not-possible"; readonly reason: string };
  /** Seed of all random draws. */
  readonly seed: number;
}

/** The parts of the measurement, in order. */
export type FaithfulnessPart = "curves" | "equal-length" | "completeness" | "stability" | "randomised";
