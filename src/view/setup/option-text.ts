/** A model's line in a list of models. */
import type { ModelEntry } from "../../state/model-entry.ts";

const SUFFIX: Readonly<Record<ModelEntry["source"]["kind"], string>> = {
  bundled: "",
  imported: " (yours)",
  awaited: " (not here)",
};

/** The model's name, and whose it is. */
export function optionText({ name, source }: ModelEntry): string {
  return name + SUFFIX[source.kind];
}
