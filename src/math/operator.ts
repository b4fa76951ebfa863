/** The ways in which a temporal mask perturbs a clip, by name. Each is linear in the frames (and what is made of them). */

/** All of them, in the order that links count them in: new ones are appended. */
export const OPERATOR_NAMES = ["freeze", "reverse", "fade", "blur"] as const;

/**
 * freeze: a frame shows the one before it (arXiv 2002.00367); reverse: each run is played backwards (the same);
 * fade: a frame fades to the clip's mean colour; blur: a frame loses its detail (Fong & Vedaldi, ICCV 2017, both).
 */
export type OperatorName = (typeof OPERATOR_NAMES)[number];

/** What a perturbed frame is then called. */
export const OPERATED: Readonly<Record<OperatorName, string>> = {
  freeze: "Frozen",
  reverse: "Reversed",
  fade: "Faded",
  blur: "Blurred",
};
