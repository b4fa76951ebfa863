/** State of the import form: the settings of a preset or a link, as edited. */
import { numberedClasses, parseClassNames } from "../../recognise/class-names.ts";
import { settingsProblem } from "../../recognise/fit.ts";
import type { ImportAnswers, ImportSettings } from "../../recognise/inspection.ts";
import { nameOfFile } from "../../recognise/name-of-file.ts";
import type { ImportQuestion } from "../../state/import-state.ts";

/** All fields of the form. */
export interface Draft {
  readonly name: string;
  /** Id of the preset chosen last; `LINK_PRESET` for the settings of a link. */
  readonly presetId: string;
  readonly settings: ImportSettings;
  /** Text of the class names; empty for numbered classes. */
  readonly names: string;
}

/** Id of a link's settings in the list of presets. */
export const LINK_PRESET = "link";

/** Returns the initial form. */
export function firstDraft({ inspection, wanted }: ImportQuestion): Draft {
  const [best] = inspection.presets;
  const settings = wanted?.settings ?? best!.settings;
  return {
    name: wanted?.name ?? nameOfFile(inspection.from),
    presetId: wanted === null ? best!.id : LINK_PRESET,
    settings,
    names: "",
  };
}

/** Returns the draft as answers, or a sentence saying what is wrong with it. */
export function answersOf(draft: Draft, question: ImportQuestion): ImportAnswers | string {
  const { inspection } = question;
  const name = draft.name.trim();
  if (name === "") return "Give the model a name.";
  const problem = settingsProblem(inspection, draft.settings);
  if (problem !== null) return problem;
  try {
    return { name, ...draft.settings, classes: classesOf(draft.names, question) };
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Returns the classes in the text; if it is empty, numbered classes, except for the one that a link names.
 *
 * @throws {LabError} "value" if the number of names is not the number of classes.
 */
function classesOf(text: string, { inspection, wanted, target }: ImportQuestion): string[] {
  if (text.trim() !== "") return parseClassNames(text, inspection.classCount, "Class names");
  const numbered = numberedClasses(inspection.classCount);
  return wanted === null || target === null ? numbered : numbered.with(target, wanted.className);
}
