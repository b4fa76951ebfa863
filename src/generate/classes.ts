/** Classes that the generator can show: eleven of the paper's, and four that are easily confused with them. */

/** Short name of the action to act out. */
export type Action =
  | "bury"
  | "away"
  | "closer"
  | "collide"
  | "pass"
  | "up"
  | "down"
  | "pretend"
  | "take"
  | "push"
  | "nothing"
  | "pan-down"
  | "pan-left"
  | "pan-right"
  | "pan-up";

/** One class of Something-Something v2. */
export interface GeneratedClass {
  readonly action: Action;
  /** The dataset's template, without brackets. */
  readonly name: string;
  /** Number in the dataset's own list, if the paper shows results for the class. */
  readonly paperId?: number;
}

/** All classes, in the order in which bundled models number them. */
export const GENERATED_CLASSES: readonly GeneratedClass[] = [
  { action: "bury", name: "Burying something in something", paperId: 4 },
  { action: "away", name: "Moving something and something away from each other", paperId: 36 },
  { action: "closer", name: "Moving something and something closer to each other", paperId: 37 },
  { action: "collide", name: "Moving something and something so they collide with each other", paperId: 38 },
  { action: "pass", name: "Moving something and something so they pass each other", paperId: 39 },
  { action: "up", name: "Moving something up", paperId: 45 },
  { action: "pretend", name: "Pretending to take something from somewhere", paperId: 81 },
  { action: "pan-down", name: "Turning the camera downwards while filming something", paperId: 165 },
  { action: "pan-left", name: "Turning the camera left while filming something", paperId: 166 },
  { action: "pan-right", name: "Turning the camera right while filming something", paperId: 167 },
  { action: "pan-up", name: "Turning the camera upwards while filming something", paperId: 168 },
  { action: "down", name: "Moving something down" },
  { action: "take", name: "Taking something from somewhere" },
  { action: "push", name: "Pushing something so that it slightly moves" },
  { action: "nothing", name: "Showing that nothing happens" },
];
