/** The lines of a list of models. */
import type { ModelEntry } from "../../state/model-entry.ts";

const SUFFIX: Readonly<Record<ModelEntry["source"]["kind"], string>> = {
  bundled: "",
  imported: " (yours)",
  awaited: " (not here)",
};

interface ModelOptionsProps {
  readonly models: readonly ModelEntry[];
  /** The model that cannot be taken, because it already is. */
  readonly taken?: string | null;
}

export function ModelOptions({ models, taken = null }: ModelOptionsProps) {
  return models.map((model) => (
    <option key={model.id} value={model.id} disabled={model.id === taken}>
      {optionText(model)}
    </option>
  ));
}

/** The model's name, and whose it is. */
function optionText({ name, source }: ModelEntry): string {
  return name + SUFFIX[source.kind];
}
