/** A TF.js model as an inspection: it brings its own network, so only its values and, at times, its size are asked. */
import { LabError } from "../base/errors.ts";
import type { TfjsFacts } from "../models/tfjs/describe.ts";
import { MOST_CLASSES } from "./fit.ts";
import type { ImportPreset, Inspection } from "./inspection.ts";
import { BYTES, IMAGENET, inputOf, SHARES, SIGNED, type Values } from "./values.ts";

/** Where the model takes any. */
const USUAL = { frames: 16, side: 112 } as const;

/** Ranges that classifiers are trained on; a TF.js file says nothing of them. */
const VALUES: readonly (Pick<ImportPreset, "id" | "label" | "note"> & {
  readonly values: Values;
})[] = [
  {
    id: "plain",
    label: "Values from 0 to 1",
    note: "Pixels as shares of white, as most Keras pipelines give them.",
    values: SHARES,
  },
  {
    id: "signed",
    label: "Values from −1 to 1",
    note: "As DeepMind’s Kinetics models take them.",
    values: SIGNED,
  },
  {
    id: "raw",
    label: "Values from 0 to 255",
    note: "Raw pixels: for models that begin with a rescaling layer.",
    values: BYTES,
  },
  {
    id: "imagenet",
    label: "ImageNet mean and deviation",
    note: "From 0 to 1, then normalised by ImageNet’s mean and standard deviation.",
    values: IMAGENET,
  },
];

/**
 * What the page is told.
 *
 * @param from        name of the file with the topology.
 * @param parameters  numbers among its weights.
 * @throws {LabError} "weights" where it takes something else than clips, or does not say how many classes it tells apart.
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
      `${from}: its last layer does not say how many classes it tells apart${classCount === null ? "" : ` (${classCount})`}. ` +
        `A classifier that ends in one number for each of 2 to ${MOST_CLASSES} classes would fit.`,
    );
  }
  return {
    from,
    format: architecture.format === "layers" ? "TF.js layers model" : "TF.js graph model",
    kind: "tfjs",
    network: `A network of its own, which answers with ${architecture.output}`,
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
      `${from}: it takes [${takes}]; the lab gives clips, [frames, height, width, 3 colours]. ` +
        "A classifier of video with such an input would fit.",
    );
  }
  const [frames, height, width] = input ?? [null, null, null];
  return [frames ?? USUAL.frames, height ?? USUAL.side, width ?? USUAL.side];
}
