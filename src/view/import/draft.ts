/** What stands in the import's form: the settings of a preset or a link, as changed since. */
import { numberedClasses, parseClassNames } from "../../recognise/class-names.ts";
import { settingsProblem } from "../../recognise/fit.ts";
import type { ImportAnswers, ImportSettings } from "../../recognise/inspection.ts";
import { nameOfFile } from "../../recognise/name-of-file.ts";
import type { ImportQuestion } from "../../state/import-state.ts";

/** All fields of the form, as they stand. */
export interface Draft {
  readonly name: string;
  /** The preset that was chosen last; "link" for the settings of a link. */
  readonly presetId: string;
  readonly settings: ImportSettings;
  /** Class names as they stand in the box; empty for numbered ones. */
  readonly names: string;
}

/** Where the settings of a link stand in the list of presets. */
export const LINK_PRESET = "link";

/** The form as it opens. */
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

/** The draft as answers, or what is still wrong with it as a sentence. */
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
 * The classes of the text; numbered ones where it is empty, except one that a link names.
 *
 * @throws {LabError} "value" where the names are not as many as the classes.
 */
function classesOf(text: string, { inspection, wanted, target }: ImportQuestion): string[] {
  if (text.trim() !== "") return parseClassNames(text, inspection.classCount, "Class names");
  const numbered = numberedClasses(inspection.classCount);
  return wanted === null || target === null ? numbered : numbered.with(target, wanted.className);
}
