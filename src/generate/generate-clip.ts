/** Generates clips whose true event is known. A class and a seed give the same scene at any size and frame count. */
import { LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import type { GeneratedClass } from "./classes.ts";
import { findClass } from "./find-class.ts";
import { compress } from "./compress.ts";
import { develop } from "./degrade.ts";
import { boxesAt } from "./boxes.ts";
import type { Picture } from "./picture.ts";
import { paintScene } from "./paint-scene.ts";
import { createScene, type Scene } from "./scene.ts";

/** Class, seed and size of the clip to generate. */
export interface GenerateOptions {
  /** Name of one of `GENERATED_CLASSES`. */
  readonly className: string;
  /** Any whole number; only its low 32 bits count. */
  readonly seed: number;
  /** Number of frames, at least 1; frame t shows the time (t + 0.5) / T of the scene. */
  readonly T: number;
  /** Height and width in pixels. */
  readonly height: number;
  readonly width: number;
}

/** A clip, its class and its true event. */
export interface GeneratedClip {
  readonly frames: FrameStack;
  /** Class name. */
  readonly label: string;
  /** First and last frame of the event, 0-based, inclusive; the whole clip if nothing happens. */
  readonly event: readonly [first: number, last: number];
  /** One box in pixels for each thing that takes part and is present, per frame. */
  readonly boxes: readonly (readonly Box[])[];
}

/**
 * Generates a clip.
 *
 * @throws {LabError} "value" for a class that cannot be generated or sizes below 1 frame or 8 pixels.
 */
export function generateClip(options: GenerateOptions): GeneratedClip {
  const { T, height, width, seed } = options;
  const chosen = findClass(options.className);
  if (![T, height, width].every(Number.isInteger) || T < 1 || height < 8 || width < 8) {
    throw new LabError(
      "value",
      `generateClip: ${T} frames of ${height} x ${width} pixels; whole numbers of at least 1 frame and 8 x 8 pixels are needed.`,
    );
  }
  const scene = createScene(chosen.action, seed, Math.min(height, width));
  const frameBytes = height * width * 3;
  const data = new Uint8Array(T * frameBytes);
  const picture: Picture = { width, height, rgb: new Float32Array(frameBytes) };
  const boxes = [];
  for (let t = 0; t < T; t += 1) {
    const s = (t + 0.5) / T;
    paintScene(scene, s, picture);
    const bytes = data.subarray(t * frameBytes, (t + 1) * frameBytes);
    develop(picture, scene.flaws, s, t, bytes);
    if (scene.flaws.coarseness > 0) {
      const before = t > 0 ? data.subarray((t - 1) * frameBytes, t * frameBytes) : undefined;
      compress({ width, height, bytes }, before, scene.flaws.coarseness);
    }
    boxes.push(boxesAt(scene, s, { width, height }));
  }
  return {
    frames: { T, H: height, W: width, data },
    label: chosen.name,
    event: eventOf(scene, chosen, T),
    boxes,
  };
}

/** Returns the frames whose time lies in the event, at least one. */
function eventOf(scene: Scene, chosen: GeneratedClass, T: number): readonly [number, number] {
  if (chosen.action === "nothing") return [0, T - 1];
  const first = Math.min(T - 1, Math.max(0, Math.ceil(scene.span.from * T - 0.5)));
  const last = Math.min(T - 1, Math.max(first, Math.floor(scene.span.to * T - 0.5)));
  return [first, last];
}
