/** Checks whether the user's settings fit the file. Plain arithmetic, for forms and for the command line. */
import { shownShape } from "../base/shown.ts";
import type { ModelCard, TfjsArchitecture } from "../models/card.ts";
import { geometriesFor, rowsOf, type Geometry } from "./dense-rows.ts";
import type { ImportSettings, Inspection } from "./inspection.ts";

/** Largest number of frames in masks, links and results; `result/link-fields.ts` has the same limit. */
export const MOST_FRAMES = 512;
/** Limits of height and width in pixels: smaller frames fit inside a filter, larger ones do not fit in memory. */
export const SIDES = { least: 8, most: 1024 } as const;

/** Limit of classes, more than any data set of clips has: a small file may claim any number, and each needs a name. */
export const MOST_CLASSES = 65536;
/** Largest dense layer, in its form over all frames: beyond this an array, or the page's memory, cannot hold it. */
const MOST_DENSE_BYTES = 2 ** 31;

/** Number of alternatives that a message offers. */
const OFFERED = 3;

/**
 * Returns why the file and these settings do not make a model, and which settings would; null if they do.
 *
 * Does not check mismatches of the file itself, nor the class names.
 */
export function settingsProblem(inspection: Inspection, settings: ImportSettings): string | null {
  return (
    inputProblem(settings.input) ??
    architectureProblem(inspection, settings) ??
    stepsProblem(settings) ??
    rowsProblem(inspection, settings) ??
    denseProblem(inspection, settings)
  );
}

function inputProblem({ frames, height, width, range, mean, std }: ModelCard["input"]): string | null {
  if (!isWhole(frames, 2, MOST_FRAMES)) {
    return `Frames: ${frames}; a clip has from 2 to ${MOST_FRAMES}, a whole number.`;
  }
  for (const [name, side] of [
    ["Height", height],
    ["Width", width],
  ] as const) {
    if (!isWhole(side, SIDES.least, SIDES.most)) {
      return `${name}: ${side}; it must be a whole number of pixels from ${SIDES.least} to ${SIDES.most}.`;
    }
  }
  if (!range.every(Number.isFinite) || range[0] === range[1]) {
    return `Value range: ${range[0]} to ${range[1]}; it needs two different numbers, such as 0 and 1.`;
  }
  if (!mean.every(Number.isFinite))
    return `Mean: ${mean.join(", ")}; it needs one number each for red, green and blue.`;
  if (!std.every((value) => Number.isFinite(value) && value > 0)) {
    return `Standard deviation: ${std.join(", ")}; it needs one number above 0 each for red, green and blue.`;
  }
  return null;
}

/** Checks that the settings agree with the file where it says something, and are possible where it does not. */
function architectureProblem(
  { kind, network, presets }: Inspection,
  { architecture }: ImportSettings,
): string | null {
  const ofFile = presets[0]!.settings.architecture;
  if (architecture.kind !== kind)
    return `The settings are for another network; the file contains: ${network}.`;
  if (architecture.kind === "i3d" && ofFile.kind === "i3d") {
    const { width, temporalStrides, headWindow = 2 } = architecture;
    if (width !== ofFile.width)
      return `Width: ${width}; the file’s tensors have ${ofFile.width} times the published width.`;
    if (!temporalStrides.every((stride) => isWhole(stride, 1, 2))) {
      return `Temporal strides: ${temporalStrides.join(", ")}; each must be 1 or 2.`;
    }
    if (!isWhole(headWindow, 1, MOST_FRAMES)) {
      return `Head window: ${headWindow}; the last average pooling covers a whole number of frames, at least 1.`;
    }
    return null;
  }
  if (architecture.kind === "tfjs" && ofFile.kind === "tfjs") return tfjsProblem(architecture, ofFile);
  if (!isConvLstm(architecture) || !isConvLstm(ofFile)) return null;
  if (
    String(architecture.units) !== String(ofFile.units) ||
    String(architecture.kernel) !== String(ofFile.kernel)
  ) {
    return (
      `Layers of ${shownShape(architecture.units)} units with filters of ${sides(architecture.kernel)}; ` +
      `those in the file have ${shownShape(ofFile.units)} and ${sides(ofFile.kernel)}.`
    );
  }
  return isWhole(architecture.stride, 1, 8)
    ? null
    : `Stride: ${architecture.stride}; it must be a whole number from 1 to 8.`;
}

/** Checks only the format of a TF.js model. Running the model shows whether it takes clips of another size. */
function tfjsProblem(given: TfjsArchitecture, ofFile: TfjsArchitecture): string | null {
  return given.format === ofFile.format
    ? null
    : `Format: ${given.format}; the file contains a ${ofFile.format} model.`;
}

type Architecture = ModelCard["architecture"];

function isConvLstm(architecture: Architecture): architecture is Geometry["architecture"] {
  return architecture.kind === "convlstm" || architecture.kind === "clstm4";
}

function stepsProblem({ architecture, input }: ImportSettings): string | null {
  if (architecture.kind !== "clstm4") return null;
  const { effectiveSteps } = architecture;
  if (effectiveSteps.length === 0) return "Effective steps: none; the dense layer reads at least one frame.";
  const outside = effectiveSteps.find((step) => !isWhole(step, 0, input.frames - 1));
  if (outside !== undefined) {
    return `Effective steps: ${outside}; frames count from 0 to ${input.frames - 1} here.`;
  }
  const rising = effectiveSteps.every((step, i) => i === 0 || step > effectiveSteps[i - 1]!);
  return rising
    ? null
    : `Effective steps: ${effectiveSteps.join(", ")}; each must be later than the one before.`;
}

function rowsProblem({ denseRows }: Inspection, { architecture, input }: ImportSettings): string | null {
  if (denseRows === null || !isConvLstm(architecture)) return null;
  const geometry: Geometry = { architecture, ...input };
  const given = rowsOf(geometry);
  if (given.includes(denseRows)) return null;
  const made =
    given.length === 0
      ? "leave nothing for the dense layer"
      : `give the dense layer ${given.join(" or, from only the last frame, ")} rows`;
  const better = geometriesFor(architecture, denseRows, {}, false).slice(0, OFFERED);
  const units = architecture.units.at(-1)!;
  const remedy =
    denseRows % units !== 0
      ? `That is not a multiple of the last layer’s ${units} units, so the network has other layers before the dense one.`
      : better.length === 0
        ? "No usual size gives that; ask the model’s authors for its settings."
        : `Try ${better.map(inWords).join("; or ")}.`;
  return `${inWords(geometry)} ${made}; the file has ${denseRows}. ${remedy}`;
}

/** Checks the size of the dense layer over all frames, which is how it runs, with zeros for frames it does not read. */
function denseProblem({ classCount }: Inspection, { architecture, input }: ImportSettings): string | null {
  if (!isConvLstm(architecture)) return null;
  const perStep = rowsOf({ ...input, frames: 1, architecture: ofOneStep(architecture) })[0] ?? 0;
  const bytes = 4 * input.frames * perStep * classCount;
  return bytes <= MOST_DENSE_BYTES
    ? null
    : `The dense layer needs ${(bytes / 1e9).toFixed(1)} GB over all ${input.frames} frames, more than a page can use. ` +
        "A model with smaller features before that layer, or with fewer classes, would fit.";
}

function ofOneStep(architecture: Geometry["architecture"]): Geometry["architecture"] {
  return architecture.kind === "clstm4" ? { ...architecture, effectiveSteps: [0] } : architecture;
}

/** Describes settings in words: "16 frames of 224 x 224, stride 2, valid". */
function inWords({ architecture, frames, height, width }: Geometry): string {
  const how =
    architecture.kind === "convlstm"
      ? architecture.padding
      : `steps ${architecture.effectiveSteps.join(", ")}`;
  return `${frames} frames of ${width} x ${height}, stride ${architecture.stride}, ${how}`;
}

function sides(kernel: number | readonly number[]): string {
  return typeof kernel === "number" ? `${kernel} x ${kernel}` : kernel.join(" x ");
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
