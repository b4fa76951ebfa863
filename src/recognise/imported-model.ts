/** From weights and answers to a model with its card, as if it had come as a folder. */
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
 * The model and its card; its id is `modelIdOf` the weights and settings. Of accuracy the card says nothing.
 *
 * @param weights   what `takeWeights` read for these answers; kept, not copied. Empty where a topology has its own.
 * @param topology  of a TF.js model, for its id.
 * @throws {LabError} "weights" where the settings do not fit the file; "value" for a wrong number of classes, or no name.
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
      limits: [`Imported from ${inspection.from}; how well it answers was not measured here.`],
      training: "Not stated in the file.",
      licence: "Not stated in the file.",
    },
    inspection.from,
  );
  return { card, weights };
}

/**
 * Whether a model can be made of these answers, before any weight is read.
 *
 * @throws {LabError} as `importedModel` does.
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
      `${from}: ${lacking.length} of the tensors that ${inspection.network} needs are missing or misshapen: ` +
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
      `${from}: ${answers.classes.length} class names, but the model has ${classCount} outputs; give one name each.`,
    );
  }
}
