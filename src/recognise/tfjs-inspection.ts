/** Inspects a TF.js model. It includes its network, so the user chooses only its value range and, sometimes, its size. */
import { LabError } from "../base/errors.ts";
import type { TfjsFacts } from "../models/tfjs/describe.ts";
import { MOST_CLASSES } from "./fit.ts";
import type { ImportPreset, Inspection } from "./inspection.ts";
import { BYTES, IMAGENET, inputOf, SHARES, SIGNED, type Values } from "./values.ts";

/** Size used if the model takes any. */
const USUAL = { frames: 16, side: 112 } as const;

/** Value ranges on which classifiers are trained; a TF.js file does not give its own. */
const VALUES: readonly (Pick<ImportPreset, "id" | "label" | "note"> & {
  readonly values: Values;
})[] = [
  {
    id: "plain",
    label: "Values from 0 to 1",
    note: "Pixel values scaled to 0 to 1, as in most Keras pipelines.",
    values: SHARES,
  },
  {
    id: "signed",
    label: "Values from −1 to 1",
    note: "The range of DeepMind’s Kinetics models.",
    values: SIGNED,
  },
  {
    id: "raw",
    label: "Values from 0 to 255",
    note: "Raw pixel values, for models that start with a rescaling layer.",
    values: BYTES,
  },
  {
    id: "imagenet",
    label: "ImageNet mean and deviation",
    note: "Scaled to 0 to 1, then normalised with ImageNet’s mean and standard deviation.",
    values: IMAGENET,
  },
];

/**
 * Returns the inspection for the page.
 *
 * @param from        Name of the file with the topology.
 * @param parameters  Number of values in its weights.
 * @throws {LabError} "weights" if its input is not a clip, or it does not give a valid number of classes.
 */
export function tfjsInspection(
  from: string,
  parameters: number,
  { architecture, input, classCount }: TfjsFacts,
): Inspection {
  const [frames, height, width] = clipSize(from, input);
  if (classCount === null || !Number.isInteger(classCount) || classCount < 2 || classCount > MOST_CLASSES) {
    throw new LabError(
      "weights",
      `${from}: its last layer does not give a valid number of classes${classCount === null ? "" : ` (${classCount})`}. ` +
        `A classifier that ends with one number for each of 2 to ${MOST_CLASSES} classes would fit.`,
    );
  }
  return {
    from,
    format: architecture.format === "layers" ? "TF.js layers model" : "TF.js graph model",
    kind: "tfjs",
    network: `Custom network; outputs ${architecture.output}`,
    naming: "TF.js",
    classCount,
    parameters,
    denseRows: null,
    mismatches: [],
    presets: VALUES.map(({ id, label, note, values }): ImportPreset => ({
      id,
      label,
      note,
      settings: {
        architecture,
        input: inputOf({ frames, height, width }, values),
      },
    })),
  };
}

function clipSize(from: string, input: TfjsFacts["input"]): [frames: number, height: number, width: number] {
  if (input !== null && (input.length !== 4 || (input[3] !== 3 && input[3] !== null))) {
    const takes = input.map((n) => n ?? "any").join(", ");
    throw new LabError(
      "weights",
      `${from}: it takes [${takes}], but the lab gives it clips, [frames, height, width, 3 channels]. ` +
        "A video classifier with this input would fit.",
    );
  }
  const [frames, height, width] = input ?? [null, null, null];
  return [frames ?? USUAL.frames, height ?? USUAL.side, width ?? USUAL.side];
}
