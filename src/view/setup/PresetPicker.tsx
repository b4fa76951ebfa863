/** Which settings the search uses. */
import { isSearching } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Segments } from "../Segments.tsx";
import { Term } from "../terms/Term.tsx";
import { PRESET_OPTIONS } from "./search-options.ts";

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
          options={PRESET_OPTIONS}
          value={preset}
          disabled={locked}
          describedBy="preset-text"
          onChange={choosePreset}
        />
      </div>
      <p className="field-note" id="preset-text">
        {PRESET_OPTIONS.find(({ value }) => value === preset)?.meaning}
      </p>
    </div>
  );
}
