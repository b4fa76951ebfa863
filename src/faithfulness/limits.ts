/** Limits at which a measurement turns from good to bad: the thresholds of the verdict. */
export const LIMITS = {
  /**
   * Least score of the class. Below it, the model hardly sees the class, and a mask cannot explain what is not there.
   */
  leastScore: 0.1,
  /** Share of the score that perturbing frames must take. Below it, the score does not depend on time. */
  leastDrop: 0.1,
  /**
   * Share of the score that the mask's frames must take to count as destroying it, as in the sentence above the mask.
   */
  leastTaken: 0.5,
  /** Most p of a rank that settles a comparison. */
  mostP: 0.05,
  /** Most p among windows or centre-out orders. Above it, at least half of them do as well as the mask. */
  mostPAnywhere: 0.5,
  /** Fewest windows or orders that can speak against a mask. Fewer share nearly all of their frames with it. */
  leastAlternatives: 4,
  /** Least share of the score that is left with all other frames perturbed, for the mask's frames to suffice. */
  leastKept: 0.9,
  /** Most loss by which the best window may undercut the mask: the price of five frames, or 0.05 of the score. */
  mostGap: 0.05,
  /** Most loss above the lowest one seen at which a repeated search counts as having ended as well. */
  sameLoss: 0.02,
  /** Loss above the lowest one seen from which on a repeated search has failed. */
  failedLoss: 0.05,
  /** Least mean overlap with the masks of repeated searches that ended as well. */
  leastStability: 0.5,
  /**
   * Least score of a shuffled model's answer. Below it, a search has too little score to lower: each frame costs 0.01.
   */
  leastShuffledScore: 0.1,
  /** Least fall of that score under some window: what five frames cost a search. */
  leastShuffledDrop: 0.05,
  /**
   * Least spread of a shuffled model's log-odds over windows. On six bundled clips, those of the bundled models
   * spread by 1.2 to 4.3 as trained and by 0.1 to 0.6 shuffled; I3D's logits spread by less than 0.005 if its batch
   * norms keep their statistics.
   */
  leastShuffledSpread: 0.1,
  /**
   * Most overlap with the mask on the most shuffled model, on a scale from chance (0) to the same mask (1). Long masks
   * overlap whatever they mean, so the plain overlap would speak against all of them.
   */
  mostOnShuffled: 0.5,
  /** Most overlap of random masks of the same lengths. Above it, the overlap says nothing. */
  mostByChance: 0.9,
} as const;
