/** Whether the settings that a person chose fit the file; plain arithmetic, for forms and for the command line. */
import { shownShape } from "../base/shown.ts";
import type { ModelCard, TfjsArchitecture } from "../models/card.ts";
import { geometriesFor, rowsOf, type Geometry } from "./dense-rows.ts";
import type { ImportSettings, Inspection } from "./inspection.ts";

/** Frames that masks, links and results may have at most; `result/link-fields.ts` holds links to the same. */
export const MOST_FRAMES = 512;
/** Pixels a side: fewer than a filter's reach tell nothing, more than 1024 no memory holds. */
export const SIDES = { least: 8, most: 1024 } as const;

/** A file of a few bytes may claim any number of outputs, and each becomes a name; no data set of clips has so many. */
export const MOST_CLASSES = 65536;
/** The dense layer as it is run, over all frames; more is no array, and no memory of a page's. */
const MOST_DENSE_BYTES = 2 ** 31;

/** Ways out that a message offers. */
const OFFERED = 3;

/**
 * Why a model cannot be made of the file with these settings, with what would do; null where it can.
 *
 * Mismatches of the file itself are not looked at, nor are the classes' names.
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
      return `${name}: ${side}; a frame has from ${SIDES.least} to ${SIDES.most} pixels a side, a whole number.`;
    }
  }
  if (!range.every(Number.isFinite) || range[0] === range[1]) {
    return `Value range: ${range[0]} to ${range[1]}; it needs two different numbers, such as 0 and 1.`;
  }
  if (!mean.every(Number.isFinite))
    return `Mean: ${mean.join(", ")}; it needs a number for red, green and blue each.`;
  if (!std.every((value) => Number.isFinite(value) && value > 0)) {
    return `Standard deviation: ${std.join(", ")}; it needs a number above 0 for red, green and blue each.`;
  }
  return null;
}

/** What the file tells must stand; what it does not must be possible. */
function architectureProblem(
  { kind, network, presets }: Inspection,
  { architecture }: ImportSettings,
): string | null {
  const told = presets[0]!.settings.architecture;
  if (architecture.kind !== kind) return `The file holds ${network}; the settings are for another network.`;
  if (architecture.kind === "i3d" && told.kind === "i3d") {
    const { width, temporalStrides, headWindow = 2 } = architecture;
    if (width !== told.width)
      return `Width: ${width}; the file’s tensors are ${told.width} times the published width.`;
    if (!temporalStrides.every((stride) => isWhole(stride, 1, 2))) {
      return `Temporal strides: ${temporalStrides.join(", ")}; each is 1 or 2.`;
    }
    if (!isWhole(headWindow, 1, MOST_FRAMES)) {
      return `Head window: ${headWindow}; the last average pooling joins at least 1 frame, a whole number.`;
    }
    return null;
  }
  if (architecture.kind === "tfjs" && told.kind === "tfjs") return tfjsProblem(architecture, told);
  if (!isConvLstm(architecture) || !isConvLstm(told)) return null;
  if (
    String(architecture.units) !== String(told.units) ||
    String(architecture.kernel) !== String(told.kernel)
  ) {
    return (
      `Layers of ${shownShape(architecture.units)} units with filters of ${sides(architecture.kernel)}; ` +
      `the file’s have ${shownShape(told.units)} and ${sides(told.kernel)}.`
    );
  }
  return isWhole(architecture.stride, 1, 8)
    ? null
    : `Stride: ${architecture.stride}; it is a whole number from 1 to 8.`;
}

/** A TF.js model says of itself what it is; whether it takes clips of another size shows when it is tried. */
function tfjsProblem(given: TfjsArchitecture, told: TfjsArchitecture): string | null {
  return given.format === told.format
    ? null
    : `Format: ${given.format}; the file holds a ${told.format} model.`;
}

type Architecture = ModelCard["architecture"];

function isConvLstm(architecture: Architecture): architecture is Geometry["architecture"] {
  return architecture.kind === "convlstm" || architecture.kind === "clstm4";
}

function stepsProblem({ architecture, input }: ImportSettings): string | null {
  if (architecture.kind !== "clstm4") return null;
  const { effectiveSteps } = architecture;
  if (effectiveSteps.length === 0)
    return "Effective steps: none; the dense layer looks at one frame at least.";
  const outside = effectiveSteps.find((step) => !isWhole(step, 0, input.frames - 1));
  if (outside !== undefined) {
    return `Effective steps: ${outside}; frames count from 0 to ${input.frames - 1} here.`;
  }
  const rising = effectiveSteps.every((step, i) => i === 0 || step > effectiveSteps[i - 1]!);
  return rising
    ? null
    : `Effective steps: ${effectiveSteps.join(", ")}; each comes later than the one before.`;
}

function rowsProblem({ denseRows }: Inspection, { architecture, input }: ImportSettings): string | null {
  if (denseRows === null || !isConvLstm(architecture)) return null;
  const geometry: Geometry = { architecture, ...input };
  const given = rowsOf(geometry);
  if (given.includes(denseRows)) return null;
  const made =
    given.length === 0
      ? "leave nothing for the dense layer"
      : `give the dense layer ${given.join(" or, of the last frame alone, ")} rows`;
  const better = geometriesFor(architecture, denseRows, {}, false).slice(0, OFFERED);
  const units = architecture.units.at(-1)!;
  const remedy =
    denseRows % units !== 0
      ? `That is no multiple of the last layer’s ${units} units, so the network has other layers before the dense one.`
      : better.length === 0
        ? "No usual size gives that; ask whoever trained it."
        : `Try ${better.map(inWords).join("; or ")}.`;
  return `${inWords(geometry)} ${made}; the file has ${denseRows}. ${remedy}`;
}

/** A layer that looks at some of the frames is run as one over all, with zeros for the others. */
function denseProblem({ classCount }: Inspection, { architecture, input }: ImportSettings): string | null {
  if (!isConvLstm(architecture)) return null;
  const perStep = rowsOf({ ...input, frames: 1, architecture: ofOneStep(architecture) })[0] ?? 0;
  const bytes = 4 * input.frames * perStep * classCount;
  return bytes <= MOST_DENSE_BYTES
    ? null
    : `The dense layer takes ${(bytes / 1e9).toFixed(1)} GB over all ${input.frames} frames, more than a page has room for. ` +
        "A model with smaller features before it, or fewer classes, would fit.";
}

function ofOneStep(architecture: Geometry["architecture"]): Geometry["architecture"] {
  return architecture.kind === "clstm4" ? { ...architecture, effectiveSteps: [0] } : architecture;
}

/** "16 frames of 224 x 224, stride 2, valid". */
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
