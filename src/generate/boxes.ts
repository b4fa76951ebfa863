/** Boxes around the things of a scene, without painting it: a clip's class and seed determine its boxes. */
import type { Box } from "../math/box.ts";
import { findClass } from "./find-class.ts";
import { toPixel, viewOf, type View } from "./picture.ts";
import { createScene, present, type Scene } from "./scene.ts";
import { extentOf, type ThingLook, type ThingPose } from "./thing.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A generated clip whose boxes are wanted, and its size. */
export interface BoxesRequest extends Size {
  /** Name of one of `GENERATED_CLASSES`. */
  readonly className: string;
  readonly seed: number;
  /** [T] moments in the scene, in [0, 1]: frame t of T shows (t + 0.5) / T. */
  readonly moments: readonly number[];
}

/**
 * Returns, for each of T frames, a box around each thing that takes part and is present, as shares of the frame. The
 * lists are empty for a clip in which nothing happens.
 *
 * @throws {LabError} "value" for a class that cannot be generated.
 */
export function boxesOf({
  className,
  seed,
  moments,
  width,
  height,
}: BoxesRequest): readonly (readonly Box[])[] {
  const { action } = findClass(className);
  if (action === "nothing") return moments.map(() => []);
  const scene = createScene(action, seed, Math.min(height, width));
  return moments.map((s) =>
    boxesAt(scene, s, { width, height }).map((box) => inShares(box, { width, height })),
  );
}

/** Number of frames in a bundled clip's video; frame k shows the moment (k + 0.5) / 40 of its scene. */
export const BUNDLED_FRAMES = 40;

/**
 * Returns the moments of a bundled clip's scene that frames with these times show; `durationS` is the whole video's
 * length.
 */
export function momentsOf(timestampsS: readonly number[], durationS: number): readonly number[] {
  return timestampsS.map((timeS) => Math.min(timeS / durationS + 0.5 / BUNDLED_FRAMES, 1));
}

/**
 * Converts a box from pixels to shares of the frame.
 *
 * @example
 * inShares({ x0: 0, y0: 25, x1: 50, y1: 50 }, { width: 100, height: 50 }); // { x0: 0, y0: 0.5, x1: 0.5, y1: 1 }
 */
export function inShares({ x0, y0, x1, y1 }: Box, { width, height }: Size): Box {
  return { x0: x0 / width, y0: y0 / height, x1: x1 / width, y1: y1 / height };
}

/** Returns one box in pixels for each thing that takes part and is present at the moment s of the scene. */
export function boxesAt(scene: Scene, s: number, { width, height }: Size): readonly Box[] {
  const view = viewOf(scene.camera(s), width, height);
  return present(scene.act, scene.act.at(s)).map(({ look, pose }) => boxOf(view, look, pose));
}

function boxOf(view: View, look: ThingLook, pose: ThingPose): Box {
  const [x, y] = toPixel(view, pose.x, pose.y);
  const [halfW, halfH] = extentOf(look, pose.angle - view.look.roll).map(
    (half) => half * (pose.scale ?? 1),
  ) as [number, number];
  return {
    x0: x - halfW * view.scale,
    y0: y - halfH * view.scale,
    x1: x + halfW * view.scale,
    y1: y + halfH * view.scale,
  };
}
