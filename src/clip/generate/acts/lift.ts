/** One thing moved up or down in the picture by a hand. */
import type { Span } from "../camera.ts";
import { lerp, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawThing } from "../thing.ts";
import { drawAttendance, drawProgress, drawReach, handAt, type Act } from "./act.ts";

/** "down" is "up" run backwards, in look and in motion. */
export function lift(draw: Draw, direction: "up" | "down", span: Span): Act {
  const thing = drawThing(draw, draw.range(0.08, 0.2));
  const hand = drawHand(draw);
  const rise = draw.range(0.28, 0.8);
  const low = draw.range(-0.05, 0.4);
  const x = draw.range(-0.22, 0.22);
  const sway = draw.range(-0.14, 0.14);
  const swing = draw.range(-0.3, 0.3);
  const angle = draw.chance(0.6) ? draw.range(-0.2, 0.2) : draw.range(-1.5, 1.5);
  /** Held in the air from the start: the shadow is never near. */
  const held = draw.chance(0.3) ? 0.5 : 0;
  const reach = drawReach(draw);
  const grip = draw.range(-0.1, 0.8) * Math.min(thing.halfW, thing.halfH);
  const attendance = drawAttendance(draw, span);
  const progress = drawProgress(draw, span);
  return {
    things: [thing],
    hands: [hand],
    at: (s) => {
      const done = progress(s);
      const up = direction === "up" ? done : 1 - done;
      const pose = {
        x: x + sway * up,
        y: lerp(low, low - rise, up),
        lift: held + rise * up,
        angle: angle + swing * up,
      };
      const gx = pose.x - Math.cos(reach) * grip;
      const gy = pose.y - Math.sin(reach) * grip;
      return {
        heapsUnder: [],
        heapsOver: [],
        things: [pose],
        hands: [handAt(gx, gy, reach, held > 0 ? 0 : attendance(s), 0.15)],
      };
    },
  };
}
