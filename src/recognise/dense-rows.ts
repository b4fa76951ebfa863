/**
 * Finds the inputs that give a C-LSTM's dense layer as many rows as a file's has. The file says kernel and units, but not
 * frames, size, stride or padding.
 */
import { sizesAfterLayers } from "../models/convlstm/feature-shape.ts";
import type { ModelCard } from "../models/card.ts";

type ConvLstm = Extract<ModelCard["architecture"], { kind: "convlstm" | "clstm4" }>;
type Size = Pick<ModelCard["input"], "frames" | "height" | "width">;

/** The settings of a C-LSTM that determine the rows. */
export interface Geometry extends Size {
  readonly architecture: ConvLstm;
}

/** Common frame counts, likeliest first. */
const FRAMES = [16, 32, 8, 64, 24, 10, 20, 30, 12, 40, 48, 15, 25, 50, 60, 100, 4, 5, 6] as const;
/** Common sizes as [height, width], likeliest first. */
const SIZES = [
  [224, 224],
  [120, 160],
  [112, 112],
  [64, 64],
  [128, 128],
  [96, 96],
  [160, 120],
  [160, 160],
  [256, 256],
  [100, 100],
  [84, 84],
  [80, 80],
  [50, 50],
  [48, 48],
  [40, 40],
  [32, 32],
  [240, 320],
  [90, 120],
  [60, 80],
  [28, 28],
  [16, 16],
] as const;
const STRIDES = [2, 1, 3] as const;
const PADDINGS = ["valid", "same"] as const;

/**
 * Returns the numbers of rows that the dense layer can have with these settings, one for each input that the lab supports:
 * for Keras all frames or only the last one, for CLSTM_4 the effective steps. Empty if the layers leave nothing.
 */
export function rowsOf({ architecture, frames, height, width }: Geometry): number[] {
  const padding = architecture.kind === "convlstm" ? architecture.padding : "half";
  const [h, w] = sizesAfterLayers({ height, width }, architecture, padding).at(-1) ?? [0, 0];
  const perStep = h * w * architecture.units.at(-1)!;
  if (perStep === 0) return [];
  if (architecture.kind === "clstm4") return [architecture.effectiveSteps.length * perStep];
  return frames === 1 ? [perStep] : [frames * perStep, perStep];
}

/**
 * Returns settings that give this many rows, the likeliest first.
 *
 * @param like     The network; its own stride and padding are tried before others.
 * @param known    Frames, height or width that are certain; no others are tried.
 * @param certain  True to try only the network's own stride and padding or steps.
 */
export function geometriesFor(
  like: ConvLstm,
  rows: number,
  known: Partial<Size>,
  certain: boolean,
): Geometry[] {
  const found: Geometry[] = [];
  const sizes = SIZES.filter(
    ([height, width]) => (known.height ?? height) === height && (known.width ?? width) === width,
  );
  const tried: readonly (readonly [number, number])[] =
    known.height !== undefined && known.width !== undefined ? [[known.height, known.width]] : sizes;
  for (const frames of known.frames === undefined ? FRAMES : [known.frames]) {
    for (const [height, width] of tried) {
      for (const architecture of certain ? [like] : variants(like, rows, { frames, height, width })) {
        const geometry = { architecture, frames, height, width };
        if (rowsOf(geometry).includes(rows)) found.push(geometry);
      }
    }
  }
  return found.sort((a, b) => unlikeliness(a, like, rows) - unlikeliness(b, like, rows));
}

/** Returns the network with each stride and padding, or stride and steps; its own first. */
function variants(like: ConvLstm, rows: number, size: Size): ConvLstm[] {
  const strides = [like.stride, ...STRIDES.filter((stride) => stride !== like.stride)];
  if (like.kind === "convlstm") {
    const paddings = [like.padding, ...PADDINGS.filter((padding) => padding !== like.padding)];
    return strides.flatMap((stride) => paddings.map((padding) => ({ ...like, stride, padding })));
  }
  return strides.flatMap((stride) => {
    const perStep = rowsOf({ architecture: { ...like, stride, effectiveSteps: [0] }, ...size })[0] ?? 0;
    const steps = perStep === 0 ? 0 : rows / perStep;
    if (!Number.isInteger(steps) || steps < 1 || steps > size.frames) return [];
    return { ...like, stride, effectiveSteps: evenSteps(steps, size.frames) };
  });
}

/** Returns evenly spaced steps that end at the last frame; 4 of 16 are 4, 8, 12, 15, as the authors chose. */
function evenSteps(steps: number, frames: number): number[] {
  if (steps === 4 && frames === 16) return [4, 8, 12, 15];
  return Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * frames) / steps) - 1);
}

/**
 * Returns a score that is 0 for the likeliest settings. It grows along our lists of frames and sizes, with another stride
 * or padding, and if the dense layer reads only some of the frames.
 */
function unlikeliness(
  { architecture, frames, height, width }: Geometry,
  like: ConvLstm,
  rows: number,
): number {
  const size = SIZES.findIndex(([h, w]) => h === height && w === width);
  const length = FRAMES.findIndex((count) => count === frames);
  const another = (architecture.stride === like.stride ? 0 : 20) + (samePadding(architecture, like) ? 0 : 12);
  const partly =
    architecture.kind === "clstm4"
      ? architecture.effectiveSteps.length === 1 || architecture.effectiveSteps.length === frames
        ? 0
        : 6
      : rowsOf({ architecture, frames, height, width })[0] === rows
        ? 0
        : 8;
  return 2 * size + 3 * length + another + partly;
}

function samePadding(a: ConvLstm, b: ConvLstm): boolean {
  return a.kind !== "convlstm" || b.kind !== "convlstm" || a.padding === b.padding;
}
