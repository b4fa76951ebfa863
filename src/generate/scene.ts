/** A whole scene (layout, action, camera), made from a class and a seed. `paint-scene.ts` paints it. */
import { fnv1a } from "../base/prng.ts";
import type { Act, Staging } from "./acts/act.ts";
import { bury } from "./acts/bury.ts";
import { lift } from "./acts/lift.ts";
import { reachFor } from "./acts/reach.ts";
import { still } from "./acts/still.ts";
import { twoThings } from "./acts/two-things.ts";
import { drawBackdrop, type Backdrop } from "./backdrop.ts";
import { drawCamera, type CameraPath, type Span } from "./camera.ts";
import type { Action } from "./classes.ts";
import { drawFlaws, type Flaws } from "./degrade.ts";
import { createDraw, type Draw } from "./draw.ts";
import { drawThing, type Light, type ThingLook, type ThingPose } from "./thing.ts";

/** Farthest distance of bystanders from the middle, in world units: beyond what the longest pan shows. */
const CLUTTER_REACH = 2.4;

/** Everything that a clip shows. */
export interface Scene {
  readonly backdrop: Backdrop;
  readonly light: Light;
  readonly camera: CameraPath;
  readonly flaws: Flaws;
  readonly clutter: readonly { readonly look: ThingLook; readonly pose: ThingPose }[];
  readonly act: Act;
  /** Time of the action. */
  readonly span: Span;
}

/**
 * Creates the scene of an action and a seed. Place, light, things and camera flaws depend on the seed alone, so that
 * classes which differ only in time look alike. `texels` only sets how finely surfaces are drawn.
 */
export function createScene(action: Action, seed: number, texels: number): Scene {
  const stream = (purpose: string): Draw => createDraw(seed ^ fnv1a(purpose));
  const place = stream("place");
  const angle = place.range(0, 2 * Math.PI);
  const light = { dx: Math.cos(angle), dy: Math.abs(Math.sin(angle)), shadow: place.range(0.1, 0.9) };
  const backdrop = drawBackdrop(place, texels);
  const span = drawSpan(stream("span"), action);
  const act = drawAct(stream("act"), action, span);
  return {
    backdrop,
    light,
    camera: drawCamera(stream("camera"), action, span),
    flaws: drawFlaws(stream("flaws")),
    clutter: drawClutter(stream("clutter")),
    act,
    span,
  };
}

/** Returns the act's things that are present, with their poses. */
export function present(act: Act, staging: Staging): readonly { look: ThingLook; pose: ThingPose }[] {
  return act.things.flatMap((look, i) => {
    const pose = staging.things[i];
    return pose ? [{ look, pose }] : [];
  });
}

function drawSpan(draw: Draw, action: Action): Span {
  const least =
    action.startsWith("pan") || action === "bury"
      ? 0.4
      : action === "take" || action === "pretend"
        ? 0.35
        : 0.2;
  // Short events are more common than long ones, and may lie anywhere.
  const length = least + (0.92 - least) * draw.range(0, 1) ** 1.4;
  const from = draw.range(0.02, 0.98 - length);
  return { from, to: from + length };
}

function drawAct(draw: Draw, action: Action, span: Span): Act {
  switch (action) {
    case "bury":
      return bury(draw, span);
    case "away":
    case "closer":
    case "collide":
    case "pass":
      return twoThings(draw, action, span);
    case "up":
    case "down":
      return lift(draw, action, span);
    case "take":
    case "pretend":
    case "push":
      return reachFor(draw, action, span);
    case "nothing":
    case "pan-down":
    case "pan-left":
    case "pan-right":
    case "pan-up":
      return still(draw);
  }
}

/** Draws bystanders all over the world; few lie in the middle of the frame. */
function drawClutter(draw: Draw): Scene["clutter"] {
  return Array.from({ length: draw.int(3, 18) }, () => ({
    look: drawThing(draw, draw.range(0.06, 0.38)),
    pose: {
      x: draw.range(-CLUTTER_REACH, CLUTTER_REACH),
      y: draw.range(-CLUTTER_REACH, CLUTTER_REACH),
      lift: 0,
      angle: draw.chance(0.6) ? draw.range(-0.25, 0.25) : draw.range(-1.5, 1.5),
    },
  }));
}
