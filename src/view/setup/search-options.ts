/** How a mask can be searched, in words: shared by the lab and by studies. */
import type { OperatorName } from "../../math/operator.ts";
import type { PresetName } from "../../math/search-settings.ts";

/** A choice, and what it means. */
interface Meant<Value> {
  readonly value: Value;
  readonly text: string;
  readonly meaning: string;
}

/** The search's settings. */
export const PRESET_OPTIONS: readonly Meant<PresetName>[] = [
  {
    value: "default",
    text: "Default",
    meaning:
      "The paper’s method with the faults of its released code mended; stops once the mask has settled.",
  },
  {
    value: "thorough",
    text: "Thorough",
    meaning:
      "The default from five starts at once: the middle block, either half, the whole clip, and the best of all windows. Keeps the best mask; takes longer.",
  },
  {
    value: "paper",
    text: "Paper",
    meaning: "Exactly what the authors’ released code does, faults included; always takes every step.",
  },
];

/** What becomes of the masked frames. */
export const OPERATOR_OPTIONS: readonly Meant<OperatorName>[] = [
  { value: "freeze", text: "Freeze", meaning: "Which frames’ motion does the class need?" },
  { value: "reverse", text: "Reverse", meaning: "In which frames does the direction of motion matter?" },
  { value: "fade", text: "Fade", meaning: "Which frames must be seen at all?" },
  { value: "blur", text: "Blur", meaning: "Which frames must be sharp?" },
];
