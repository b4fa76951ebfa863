/** A generated clip ready to show and classify, at the page's size and duration. */
import type { Clip } from "../clip/clip.ts";
import { inShares } from "./boxes.ts";
import { findClass } from "./find-class.ts";
import { generateClip } from "./generate-clip.ts";

/** Length of a generated clip in seconds: as long as the bundled ones, 40 frames at 16 per second. */
export const GENERATED_DURATION_S = 2.5;

/** Size of its frames in pixels. */
export const GENERATED_SIZE = { width: 240, height: 180 } as const;

/** Class, seed, name and length of the clip to generate. */
export interface GeneratedClipRequest {
  /** Name of one of `GENERATED_CLASSES`. */
  readonly className: string;
  /** Whole number. */
  readonly seed: number;
  /** Name of the clip. */
  readonly name: string;
  /** Number of frames, at least 1. */
  readonly T: number;
}

/**
 * Generates a clip with its label and, if anything happens in it, its event and boxes.
 *
 * @throws {LabError} "value" for a class that cannot be generated.
 */
export function generatedClip({ className, seed, name, T }: GeneratedClipRequest): Clip {
  const { frames, label, event, boxes } = generateClip({ className, seed, T, ...GENERATED_SIZE });
  return {
    source: { kind: "generated", className, seed },
    name,
    frames,
    timestampsS: Array.from({ length: T }, (_, t) => ((t + 0.5) / T) * GENERATED_DURATION_S),
    durationS: GENERATED_DURATION_S,
    sourceWidth: GENERATED_SIZE.width,
    sourceHeight: GENERATED_SIZE.height,
    label,
    ...(findClass(className).action === "nothing"
      ? {}
      : { event, boxes: boxes.map((all) => all.map((box) => inShares(box, GENERATED_SIZE))) }),
    notices: [],
  };
}
