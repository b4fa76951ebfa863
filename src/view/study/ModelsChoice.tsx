/** Chooses the models to study: one, or two to compare on the same clips. */
import type { ModelEntry } from "../../state/model-entry.ts";
import { Icon } from "../parts/icons.tsx";
import { ModelOptions } from "../setup/ModelOptions.tsx";

const NONE = "";

interface ModelsChoiceProps {
  readonly models: readonly ModelEntry[];
  /** Ids of one or two models. */
  readonly ids: readonly string[];
  readonly onIds: (ids: readonly string[]) => void;
}

export function ModelsChoice({ models, ids: [first = NONE, second = NONE], onIds }: ModelsChoiceProps) {
  const choose = (one: string, other: string) =>
    onIds(other === NONE || other === one ? [one] : [one, other]);
  return (
    <section className="panel study-choice" aria-labelledby="study-models">
      <h3 id="study-models">Models</h3>
      <ModelSelect label="First model" models={models} value={first} onValue={(id) => choose(id, second)} />
      <ModelSelect
        label="Second model"
        none
        models={models.filter(({ id }) => id !== first)}
        value={second}
        onValue={(id) => choose(first, id)}
      />
      <p className="field-note">
        Two models are compared clip by clip. Load your own models in the Lab; they appear here.
      </p>
    </section>
  );
}

interface ModelSelectProps {
  readonly label: string;
  readonly models: readonly ModelEntry[];
  readonly value: string;
  /** Adds the choice None. Default false. */
  readonly none?: boolean;
  readonly onValue: (id: string) => void;
}

function ModelSelect({ label, models, value, none = false, onValue }: ModelSelectProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <span className="select">
        <select value={value} disabled={models.length === 0} onChange={({ target }) => onValue(target.value)}>
          {none && <option value={NONE}>None</option>}
          <ModelOptions models={models} />
        </select>
        <Icon name="chevron" />
      </span>
    </label>
  );
}
