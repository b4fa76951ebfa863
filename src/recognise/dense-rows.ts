/** Which inputs give a C-LSTM's dense layer the rows that a file's has. The file tells kernel and units, not the rest. */
import { sizesAfterLayers } from "../models/convlstm/feature-shape.ts";
import type { ModelCard } from "../models/card.ts";

type ConvLstm = Extract<ModelCard["architecture"], { kind: "convlstm" | "clstm4" }>;
type Size = Pick<ModelCard["input"], "frames" | "height" | "width">;

/** A C-LSTM's settings that decide the rows. */
export interface Geometry extends Size {
  readonly architecture: ConvLstm;
}

/** Frame counts and sizes that people use, the likeliest first; heights before widths. */
const FRAMES = [16, 32, 8, 64, 24, 10, 20, 30, 12, 40, 48, 15, 25, 50, 60, 100, 4, 5, 6] as const;
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
 * Rows that the dense layer has at these settings, for each way of feeding it that the lab can run.
 *
 * Keras: all frames, or the last alone. CLSTM_4: the effective steps. Empty where the layers leave nothing.
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
 * Settings that give so many rows, the likeliest first.
 *
 * @param like   the network; what is in it is tried before other strides and paddings.
 * @param known  what is certain, tried alone.
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

/** The network with other strides and paddings, or steps; its own first. */
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

/** So many steps at even distances, the last frame the last of them; the authors' own four of 16 are 4, 8, 12, 15. */
function evenSteps(steps: number, frames: number): number[] {
  if (steps === 4 && frames === 16) return [4, 8, 12, 15];
  return Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * frames) / steps) - 1);
}

/** 0 for the likeliest: our order of frames and sizes, own stride and padding, all frames before the last alone. */
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
