/** Which settings the search uses. */
import type { PresetName } from "../../search/settings.ts";
import { useActions, useLab } from "../../state/use-lab.ts";

const PRESET_TEXTS: readonly { readonly name: PresetName; readonly title: string; readonly text: string }[] =
  [
    {
      name: "default",
      title: "Default",
      text: "The paper’s method with the faults of its released code mended; stops once the mask has settled.",
    },
    {
      name: "paper",
      title: "Paper",
      text: "Exactly what the authors’ released code does, faults included; always takes every step.",
    },
  ];

export function PresetPicker() {
  const preset = useLab((lab) => lab.preset);
  const locked = useLab(({ search }) => search.kind === "searching");
  const { choosePreset } = useActions();
  return (
    <div className="field">
      <div className="field-row presets">
        <span className="field-label" id="preset-label">
          Search settings
        </span>
        <div className="segments" role="radiogroup" aria-labelledby="preset-label">
          {PRESET_TEXTS.map(({ name, title }) => (
            <label key={name} className="segment">
              <input
                type="radio"
                name="preset"
                checked={preset === name}
                disabled={locked}
                aria-describedby="preset-text"
                onChange={() => choosePreset(name)}
              />
              <span>{title}</span>
            </label>
          ))}
        </div>
      </div>
      <p className="field-note" id="preset-text">
        {PRESET_TEXTS.find(({ name }) => name === preset)?.text}
      </p>
    </div>
  );
}
