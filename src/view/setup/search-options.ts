/** Choices of a mask search and their meanings, shared by the lab and by studies. */
import type { OperatorName } from "../../math/operator.ts";
import type { PresetName } from "../../math/search-settings.ts";

/** A choice and its meaning. */
interface Meant<Value> {
  readonly value: Value;
  readonly text: string;
  readonly meaning: string;
}

/** Presets of the search. */
export const PRESET_OPTIONS: readonly Meant<PresetName>[] = [
  {
    value: "default",
    text: "Default",
    meaning:
      "Tries the masks of one run, then others, cheapest first: up to 300. Perturbs each frame fully or not at all, and says how much better a mask could be.",
  },
  {
    value: "exact",
    text: "Exact",
    meaning: "Goes on until the mask is proven best of all. Cancel keeps the best so far.",
  },
  {
    value: "thorough",
    text: "Descent",
    meaning:
      "The paper’s gradient descent with the bugs of its code fixed, from five starts at once. Frames can be perturbed in part.",
  },
  {
    value: "paper",
    text: "Paper",
    meaning: "Exactly what the authors’ released code does, bugs included; always runs every step.",
  },
];

/** Operators: what happens to the masked frames. */
export const OPERATOR_OPTIONS: readonly Meant<OperatorName>[] = [
  { value: "freeze", text: "Freeze", meaning: "In which frames does motion matter?" },
  { value: "reverse", text: "Reverse", meaning: "In which frames does the direction of motion matter?" },
  { value: "fade", text: "Fade", meaning: "Which frames must be visible?" },
  { value: "blur", text: "Blur", meaning: "Which frames must be sharp?" },
];
