/** Makes a model with its card from weights and the user's answers, as if it had been loaded from a folder. */
import { LabError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { parseCard } from "../models/card.ts";
import { modelIdOf } from "../models/content-hash.ts";
import type { LoadedModel } from "../models/load.ts";
import type { TfjsArtifacts } from "../models/tfjs/artifacts.ts";
import type { NamedWeight } from "../models/weights.ts";
import { settingsProblem } from "./fit.ts";
import type { ImportAnswers, Inspection } from "./inspection.ts";

/**
 * Returns the model with its card. The card's id is `modelIdOf` the weights and settings; it has no accuracy.
 *
 * @param weights   Result of `takeWeights` for these answers; not copied. Empty if a topology includes them.
 * @param topology  Topology of a TF.js model, for its id.
 * @throws {LabError} "weights" if the settings do not fit the file; "value" for a wrong number of classes, or no name.
 */
export function importedModel(
  inspection: Inspection,
  answers: ImportAnswers,
  weights: ReadonlyMap<string, NamedWeight>,
  topology?: TfjsArtifacts,
): LoadedModel {
  checkAnswers(inspection, answers);
  const { architecture, input, classes, name } = answers;
  const card = parseCard(
    {
      id: modelIdOf(answers, weights, topology),
      name: name.trim(),
      architecture,
      input,
      classes,
      limits: [`Imported from ${inspection.from}; its accuracy was not measured here.`],
      training: "Not stated in the file.",
      licence: "Not stated in the file.",
    },
    inspection.from,
  );
  return { card, weights };
}

/**
 * Checks that these answers make a model, before any weight is read.
 *
 * @throws {LabError} as `importedModel`.
 */
export function checkAnswers(inspection: Inspection, answers: ImportAnswers): void {
  const { from, classCount, mismatches } = inspection;
  const lacking = mismatches.filter(({ problem }) => problem !== "unexpected");
  if (lacking.length > 0) {
    const names = lacking
      .slice(0, 3)
      .map(({ name, problem }) => `${shown(name)} (${problem === "shape" ? "wrong shape" : "missing"})`);
    throw new LabError(
      "weights",
      `${from}: ${lacking.length} of the tensors that ${inspection.network} needs are missing or have the wrong shape: ` +
        `${names.join(", ")}${lacking.length > names.length ? " and others" : ""}.`,
    );
  }
  const problem = settingsProblem(inspection, answers);
  if (problem !== null) throw new LabError("weights", `${from}: ${problem}`);
  if (answers.name.trim() === "")
    throw new LabError("value", `${from}: the model needs a name for the list of models.`);
  if (answers.classes.length !== classCount) {
    throw new LabError(
      "value",
      `${from}: ${answers.classes.length} class names, but the model has ${classCount} outputs; give one name for each.`,
    );
  }
}
