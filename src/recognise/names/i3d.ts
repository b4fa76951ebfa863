/** Makes the plan of an I3D in any naming, and finds its width from its shapes. */
import { LabError } from "../../base/errors.ts";
import type { Checkpoint } from "../../checkpoint/checkpoint.ts";
import { scaleChannels } from "../../models/i3d/endpoints.ts";
import { i3dFeatures, i3dTrunk, type I3dUnit } from "../../models/i3d/units.ts";
import type { NamedWeight } from "../../models/weights.ts";
import { fitsShape, type FilledWeight, type ImportPlan, type WantedWeight } from "../plan.ts";

/** Names and shapes of I3D weights from one source. */
export interface I3dNaming {
  /** Name of the source, for messages. */
  readonly naming: string;
  /** Returns the file's name of a unit's filter. Units are `Conv3d_1a_7x7`, `Mixed_3b.b1a`, or `logits`, the last layer. */
  filter(unit: string): string;
  /** Returns the file's name of a unit's batch-norm part, or, if the source lacks that part, the value that replaces it. */
  norm(unit: string, part: NormPart): { readonly file: string } | { readonly fill: number };
  /** The file's name of the last layer's bias. */
  readonly bias: string;
  /** Returns a filter's shape in the file. */
  filterShape(unit: I3dUnit): readonly number[];
  /** Returns a batch-norm part's shape in the file. */
  normShape(channels: number): readonly number[];
  /** Reorders a filter from the file's axes to ours, [out, in, t, h, w]. */
  arrangeFilter(values: Float32Array, shape: readonly number[]): NamedWeight;
  /** Returns whether an unwanted tensor in the file may be ignored silently. */
  passesOver(file: string): boolean;
}

/** The parts of a batch norm, under PyTorch's names. */
export type NormPart = "weight" | "bias" | "running_mean" | "running_var";
const NORM_PARTS: readonly NormPart[] = ["weight", "bias", "running_mean", "running_var"];

/** Number of channels of the stem at width 1. */
const STEM_CHANNELS = 64;
/** Largest width that a card allows. */
const MOST_WIDTH = 4;

/**
 * Makes the plan of a checkpoint in this naming.
 *
 * @throws {LabError} "weights" if the network takes optical flow instead of pictures.
 */
export function i3dPlan(checkpoint: Checkpoint, naming: I3dNaming): ImportPlan {
  const shapeOf = (unit: string) => checkpoint.tensors.get(naming.filter(unit))?.shape;
  const stem = i3dTrunk(1)[0]!;
  refuseFlow(checkpoint, naming, shapeOf(stem.name), stem);
  const width = widthOf(checkpoint, naming);
  const logits: I3dUnit = { name: "logits", kernel: [1, 1, 1], from: i3dFeatures(width), to: 0 };
  const classAxis = naming.filterShape(logits).indexOf(0);
  const classCount =
    shapeOf(logits.name)?.[classAxis] ?? checkpoint.tensors.get(naming.bias)?.shape.at(-1) ?? 0;
  const trunk = i3dTrunk(width);
  return {
    kind: "i3d",
    network: width === 1 ? "I3D" : `I3D, ${width} times the published width`,
    naming: naming.naming,
    architecture: { kind: "i3d", width, temporalStrides: [2, 2, 2] },
    input: {},
    classCount,
    denseRows: null,
    wanted: [
      ...trunk.flatMap((unit) => [wantedFilter(naming, unit), ...wantedNorm(naming, unit)]),
      wantedFilter(naming, logits),
      {
        name: "logits.conv3d.bias",
        file: naming.bias,
        expected: [classCount],
        arrange: (values) => ({ shape: [values.length], values }),
      },
    ],
    filled: trunk.flatMap((unit) => filledNorm(naming, unit)),
    zeros: [],
    passesOver: (file) => naming.passesOver(file),
  };
}

function wantedFilter(naming: I3dNaming, unit: I3dUnit): WantedWeight {
  return {
    name: `${unit.name}.conv3d.weight`,
    file: naming.filter(unit.name),
    expected: naming.filterShape(unit),
    arrange: (values, shape) => naming.arrangeFilter(values, shape),
  };
}

function wantedNorm(naming: I3dNaming, { name, to }: I3dUnit): WantedWeight[] {
  return NORM_PARTS.flatMap((part) => {
    const source = naming.norm(name, part);
    if (!("file" in source)) return [];
    return {
      name: `${name}.bn.${part}`,
      file: source.file,
      expected: naming.normShape(to),
      arrange: (values) => ({ shape: [to], values }),
    };
  });
}

function filledNorm(naming: I3dNaming, { name, to }: I3dUnit): FilledWeight[] {
  return NORM_PARTS.flatMap((part) => {
    const source = naming.norm(name, part);
    return "fill" in source ? { name: `${name}.bn.${part}`, shape: [to], value: source.fill } : [];
  });
}

/** Returns the width at which most of the file's filters have the right shape. */
function widthOf(checkpoint: Checkpoint, naming: I3dNaming): number {
  const stem = i3dTrunk(1)[0]!;
  const channelAxis = naming.filterShape({ ...stem, to: 0 }).indexOf(0);
  const channels = checkpoint.tensors.get(naming.filter(stem.name))?.shape[channelAxis] ?? STEM_CHANNELS;
  let [best, fewest] = [1, Infinity];
  for (const width of likelyWidths(channels)) {
    const wrong = i3dTrunk(width).filter((unit) => {
      const found = checkpoint.tensors.get(naming.filter(unit.name))?.shape;
      return found !== undefined && !fitsShape(found, naming.filterShape(unit));
    }).length;
    if (wrong < fewest) [best, fewest] = [width, wrong];
    if (wrong === 0) break;
  }
  return best;
}

/**
 * Returns the widths that give the stem this number of channels, simplest first. Channels are rounded to multiples of 8,
 * so a range of widths is possible, and only the other layers show which one it is.
 */
function likelyWidths(channels: number): number[] {
  const plain = channels / STEM_CHANNELS;
  const fractions = [100, 256].flatMap((of) => Array.from({ length: 4 * of }, (_, i) => (i + 1) / of));
  const widths = [plain, ...fractions].filter((width) => width > 0 && width <= MOST_WIDTH);
  const exact = widths.filter((width) => scaleChannels(STEM_CHANNELS, width) === channels);
  return exact.length > 0 ? exact : [Math.min(Math.max(plain, 1 / STEM_CHANNELS), MOST_WIDTH)];
}

function refuseFlow(
  { from }: Checkpoint,
  naming: I3dNaming,
  found: readonly number[] | undefined,
  stem: I3dUnit,
): void {
  if (found === undefined) return;
  const inputAxis = naming.filterShape({ ...stem, from: 0 }).indexOf(0);
  if (found.length !== 5 || found[inputAxis] !== 2) return;
  throw new LabError(
    "weights",
    `${from}: an I3D for optical flow; its first layer takes 2 channels, but the lab gives it RGB pictures, which have 3. ` +
      "Choose the RGB half of the two-stream network.",
  );
}
