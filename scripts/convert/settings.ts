/** A preset with the changes from the command line. */
import type { ImportSettings, Inspection } from "../../src/recognise/inspection.ts";
import { settingsProblem } from "../../src/recognise/fit.ts";
import type { Changes } from "./options.ts";

/** Networks to which a flag applies; flags not listed apply to all. */
const OF_KIND = {
  strides: ["i3d"],
  headWindow: ["i3d"],
  stride: ["convlstm", "clstm4"],
  padding: ["convlstm"],
  gate: ["convlstm"],
  steps: ["clstm4"],
} as const;

const CHOICES = {
  normalise: ["none", "clip"],
  padding: ["valid", "same"],
  gate: ["hard", "logistic"],
} as const;

/**
 * Returns the settings to convert with.
 *
 * @throws {Error} if the preset does not exist, a flag does not apply to the network, or the settings do not fit the
 *   file.
 */
export function chosenSettings(
  inspection: Inspection,
  preset: string | null,
  changes: Changes,
): ImportSettings {
  const { presets, kind, network } = inspection;
  const start = preset === null ? presets[0]! : presets.find(({ id }) => id === preset);
  if (!start) {
    throw new Error(
      `--preset takes ${presets.map(({ id }) => id).join(", ")} for this file, not "${preset}".`,
    );
  }
  for (const flag of Object.keys(OF_KIND) as (keyof typeof OF_KIND)[]) {
    const kinds: readonly string[] = OF_KIND[flag];
    if (flag in changes && !kinds.includes(kind))
      throw new Error(`--${flagName(flag)} does not apply to ${network}.`);
  }
  for (const flag of Object.keys(CHOICES) as (keyof typeof CHOICES)[]) {
    const [value, choices] = [changes[flag], CHOICES[flag] as readonly string[]];
    if (value !== undefined && !choices.includes(value)) {
      throw new Error(`--${flag} takes ${choices.join(" or ")}, not "${value}".`);
    }
  }
  const { frames, height, width, range, mean, std, normalise, strides, steps, ...architecture } = changes;
  const settings = {
    input: { ...start.settings.input, ...defined({ frames, height, width, range, mean, std, normalise }) },
    architecture: {
      ...start.settings.architecture,
      ...architecture,
      ...defined({ temporalStrides: strides, effectiveSteps: steps }),
    },
  } as ImportSettings;
  const problem = settingsProblem(inspection, settings);
  if (problem !== null) throw new Error(problem);
  return settings;
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function flagName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
