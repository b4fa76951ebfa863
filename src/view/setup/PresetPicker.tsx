/** Chooses the settings of the search. */
import { isSearching } from "../../state/derived.ts";
import { mainLane } from "../../state/lanes.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { PRESET_OPTIONS } from "./search-options.ts";
import { SegmentsField } from "./SegmentsField.tsx";

export function PresetPicker() {
  const preset = useLab((lab) => mainLane(lab).preset);
  const locked = useLab(isSearching);
  const { choosePreset } = useActions();
  return (
    <div className="field">
      <SegmentsField
        term="settings"
        label="Search settings"
        options={PRESET_OPTIONS}
        value={preset}
        disabled={locked}
        onChange={choosePreset}
      />
    </div>
  );
}
