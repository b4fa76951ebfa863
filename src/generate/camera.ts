/** Camera motion: hand-held drift and shake in every clip, and one long turn in the pans. */
import { smoothstep, type Draw } from "./draw.ts";
import type { Action } from "./classes.ts";
import type { Look } from "./picture.ts";

/** Returns where the camera looks at time s, 0..1 through the clip. */
export type CameraPath = (s: number) => Look;

/** Time span of an event, 0 <= from < to <= 1 of the clip. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Direction in which the view travels over the world in a pan. */
const TURNS: Partial<Record<Action, readonly [dx: number, dy: number]>> = {
  "pan-down": [0, 1],
  "pan-up": [0, -1],
  "pan-left": [-1, 0],
  "pan-right": [1, 0],
};

/**
 * Draws a random camera for this action. Pans travel 0.3 to 1.9 frames during `span`. All others drift by up to a
 * quarter of a frame, so that drift alone does not give a pan away.
 */
export function drawCamera(draw: Draw, action: Action, span: Span): CameraPath {
  const turn = TURNS[action];
  const wobble = drawWobble(draw, turn ? 1.3 : 1);
  const travel = draw.range(0.3, 1) ** 1.3 * 1.9;
  const across = draw.range(-0.22, 0.22) * travel;
  const even = draw.range(0, 1);
  const zoom = draw.range(0.72, 1.3);
  const zoomRate = draw.chance(0.6) ? draw.range(-0.25, 0.25) : 0;
  const roll = draw.range(-0.15, 0.15);
  const start = turn ? travel * draw.range(0, 1) : 0;
  const [dx, dy] = turn ?? [0, 0];
  return (s) => {
    const u = (s - span.from) / (span.to - span.from);
    const linear = Math.min(1, Math.max(0, u));
    const done = even * linear + (1 - even) * smoothstep(0, 1, u);
    const along = travel * done - start;
    const w = wobble(s);
    return {
      x: dx * along + Math.abs(dy) * across * (done - 0.5) + w.x,
      y: dy * along + Math.abs(dx) * across * (done - 0.5) + w.y,
      zoom: zoom * Math.exp(zoomRate * (s - 0.5)),
      roll: roll + w.roll,
    };
  };
}

/** Draws a drift (slow, sometimes large) plus a shake (quick, small). */
function drawWobble(draw: Draw, strength: number): (s: number) => { x: number; y: number; roll: number } {
  const steady = draw.chance(0.15);
  const drift = steady ? 0 : draw.chance(0.3) ? draw.range(0.08, 0.28) : draw.range(0, 0.08);
  const heading = draw.range(0, 2 * Math.PI);
  const bend = draw.range(0.6, 1.8);
  const phase = draw.range(0, Math.PI);
  const shake = steady ? 0 : draw.range(0, 0.014) * strength;
  const waves = [1, 2, 3].map(() => ({
    rate: draw.range(4, 34),
    phase: draw.range(0, 2 * Math.PI),
    x: draw.range(-1, 1),
    y: draw.range(-1, 1),
    roll: draw.range(-0.6, 0.6),
  }));
  return (s) => {
    const slow = drift * (0.6 * (s - 0.5) + 0.4 * Math.sin(bend * Math.PI * s + phase));
    let x = Math.cos(heading) * slow;
    let y = Math.sin(heading) * slow;
    let roll = 0;
    for (const wave of waves) {
      const a = shake * Math.sin(wave.rate * s + wave.phase);
      x += a * wave.x;
      y += a * wave.y;
      roll += a * wave.roll;
    }
    return { x, y, roll };
  };
}
