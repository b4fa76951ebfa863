/** The perturbation operators of a temporal mask. Each is linear in the frames, and in anything linear in them. */

/** All operators, in the order in which links number them; new ones are appended. */
export const OPERATOR_NAMES = ["freeze", "reverse", "fade", "blur"] as const;

/**
 * freeze: a frame repeats the one before it (arXiv 2002.00367); reverse: each run is played backwards (same paper);
 * fade: a frame fades to the clip's mean colour; blur: a frame loses its detail (both Fong & Vedaldi, ICCV 2017).
 */
export type OperatorName = (typeof OPERATOR_NAMES)[number];

/** Word for a frame perturbed by each operator. */
export const OPERATED: Readonly<Record<OperatorName, string>> = {
  freeze: "Frozen",
  reverse: "Reversed",
  fade: "Faded",
  blur: "Blurred",
};
