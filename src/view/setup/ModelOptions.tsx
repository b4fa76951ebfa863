/** Options of a list of models. */
import type { ModelEntry } from "../../state/model-entry.ts";

const SUFFIX: Readonly<Record<ModelEntry["source"]["kind"], string>> = {
  bundled: "",
  imported: " (yours)",
  awaited: " (not loaded)",
};

interface ModelOptionsProps {
  readonly models: readonly ModelEntry[];
  /** Model that cannot be chosen because it is already in use. */
  readonly taken?: string | null;
}

export function ModelOptions({ models, taken = null }: ModelOptionsProps) {
  return models.map((model) => (
    <option key={model.id} value={model.id} disabled={model.id === taken}>
      {optionText(model)}
    </option>
  ));
}

/** Returns the model's name, with its origin if it is not a bundled one. */
function optionText({ name, source }: ModelEntry): string {
  return name + SUFFIX[source.kind];
}
