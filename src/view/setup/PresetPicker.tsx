/** Which settings the search uses. */
import type { PresetName } from "../../search/settings.ts";
import { isSearching } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Segments } from "../Segments.tsx";
import { Term } from "../terms/Term.tsx";

const PRESETS: readonly { readonly value: PresetName; readonly text: string; readonly meaning: string }[] = [
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

export function PresetPicker() {
  const preset = useLab((lab) => lab.preset);
  const locked = useLab(isSearching);
  const { choosePreset } = useActions();
  return (
    <div className="field">
      <div className="field-row presets">
        <span className="field-label">
          <Term name="settings">Search settings</Term>
        </span>
        <Segments
          label="Search settings"
          options={PRESETS}
          value={preset}
          disabled={locked}
          describedBy="preset-text"
          onChange={choosePreset}
        />
      </div>
      <p className="field-note" id="preset-text">
        {PRESETS.find(({ value }) => value === preset)?.meaning}
      </p>
    </div>
  );
}
