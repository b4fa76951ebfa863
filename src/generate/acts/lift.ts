/** One thing moved up or down in the picture by one hand or both. */
import type { Span } from "../camera.ts";
import { lerp, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawThing } from "../thing.ts";
import { drawAttendance, drawIdleHand, drawProgress, drawReach, handAt, type Act } from "./act.ts";

/** Draws a lift. "down" is "up" run backwards, in look and in motion. */
export function lift(draw: Draw, direction: "up" | "down", span: Span): Act {
  const thing = drawThing(draw, draw.range(0.09, 0.27));
  const hand = drawHand(draw);
  const rise = draw.range(0.3, 0.9);
  const low = draw.range(-0.05, 0.4);
  const x = draw.range(-0.25, 0.25);
  const sway = draw.range(-0.15, 0.15);
  const swing = draw.range(-0.3, 0.3);
  const growth = draw.range(-0.1, 0.3);
  const angle = draw.chance(0.6) ? draw.range(-0.2, 0.2) : draw.range(-1.5, 1.5);
  /** Height if held in the air from the start, so that the shadow is never near. */
  const held = draw.chance(0.35) ? 0.5 : 0;
  const reach = drawReach(draw);
  const grip = draw.range(-0.3, 0.8) * Math.min(thing.halfW, thing.halfH);
  const bothHands = draw.chance(0.15);
  const idle = drawIdleHand(draw);
  const attendance = drawAttendance(draw, span);
  const progress = drawProgress(draw, span);
  return {
    things: [thing],
    hands: [hand, { ...hand, mirrored: !hand.mirrored }],
    at: (s) => {
      const done = progress(s);
      const up = direction === "up" ? done : 1 - done;
      const pose = {
        x: x + sway * up,
        y: lerp(low, low - rise, up),
        lift: held + rise * up,
        angle: angle + swing * up,
        scale: 1 + growth * up,
      };
      const out = held > 0 ? 0 : attendance(s);
      const holding = (way: number) =>
        handAt(pose.x - Math.cos(way) * grip, pose.y - Math.sin(way) * grip, way, out, 0.15 + out);
      return {
        heapsUnder: [],
        heapsOver: [],
        things: [pose],
        hands: [holding(reach), bothHands ? holding(Math.PI - reach) : idle],
      };
    },
  };
}
