/** A TF.js model as an inspection: it brings its own network, so only its values and, at times, its size are asked. */
import type { TfjsFormat } from "../models/tfjs/artifacts.ts";
import type { TfjsDescription } from "../models/tfjs/describe.ts";
import type { ImportPreset, ImportSettings, Inspection } from "./inspection.ts";

/** Ranges that classifiers are trained on; a TF.js file says nothing of them. */
const VALUES: readonly (Pick<ImportPreset, "id" | "label" | "note"> & {
  readonly values: Pick<ImportSettings["input"], "range"> & Partial<ImportSettings["input"]>;
})[] = [
  {
    id: "plain",
    label: "Values from 0 to 1",
    note: "Pixels as shares of white, as most Keras pipelines give them.",
    values: { range: [0, 1] },
  },
  {
    id: "signed",
    label: "Values from −1 to 1",
    note: "As DeepMind’s Kinetics models take them.",
    values: { range: [-1, 1] },
  },
  {
    id: "raw",
    label: "Values from 0 to 255",
    note: "Raw pixels: for models that begin with a rescaling layer.",
    values: { range: [0, 255] },
  },
  {
    id: "imagenet",
    label: "ImageNet mean and deviation",
    note: "From 0 to 1, then normalised by ImageNet’s mean and standard deviation.",
    values: { range: [0, 1], mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  },
];

/** Where the model takes any. */
const USUAL = { frames: 16, side: 112 } as const;

/**
 * What the page is told.
 *
 * @param from        name of `model.json`.
 * @param parameters  numbers among its weights.
 */
export function tfjsInspection(
  from: string,
  format: TfjsFormat,
  parameters: number,
  { frames, height, width, classes, output }: TfjsDescription,
): Inspection {
  const size = { frames: frames ?? USUAL.frames, height: height ?? USUAL.side, width: width ?? USUAL.side };
  return {
    from,
    format: format === "layers" ? "TF.js layers model" : "TF.js graph model",
    kind: "tfjs",
    network: `A network of its own, which answers with ${output === "probabilities" ? "probabilities" : "logits"}`,
    naming: "TF.js",
    classCount: classes,
    parameters,
    denseRows: null,
    mismatches: [],
    presets: VALUES.map(({ id, label, note, values }): ImportPreset => ({
      id,
      label,
      note,
      settings: {
        architecture: { kind: "tfjs", format, output },
        input: { ...size, mean: [0, 0, 0], std: [1, 1, 1], normalise: "none", ...values },
      },
    })),
  };
}
