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
    meaning: "The paper’s method, with the bugs of its released code fixed; stops once the mask has settled.",
  },
  {
    value: "thorough",
    text: "Thorough",
    meaning:
      "Default from five starts at once: the central block, each half, the whole clip, and the best window. Returns the best mask; takes longer.",
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
