/** A hand reaches for a thing and takes it, only pretends to, or pushes it a little. */
import type { Span } from "../camera.ts";
import { smoothstep, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawHeap } from "../heap.ts";
import { drawThing } from "../thing.ts";
import { drawIdleHand, drawReach, handAt, OUT_OF_FRAME, type Act } from "./act.ts";

/** Draws a reach. All three kinds look alike until the hand is at the thing. */
export function reachFor(draw: Draw, kind: "take" | "pretend" | "push", span: Span): Act {
  const thing = drawThing(draw, draw.range(0.08, 0.22));
  const hand = drawHand(draw);
  const heap = drawHeap(draw);
  const bed = draw.chance(0.35);
  const square = draw.chance(0.5);
  const bedSize = draw.range(0.15, 0.35);
  const spot = [draw.range(-0.25, 0.25), draw.range(-0.2, 0.28)] as const;
  const angle = draw.chance(0.6) ? draw.range(-0.25, 0.25) : draw.range(-1.5, 1.5);
  const reach = drawReach(draw);
  const grip = draw.range(-0.2, 0.9) * Math.min(thing.halfW, thing.halfH);
  // A pretender may close the fingers on the thing, or on the air beside it.
  const miss = kind === "pretend" && draw.chance(0.6) ? draw.range(0, 0.15) : 0;
  const arrive = draw.range(0.25, 0.45);
  const depart = draw.range(0.5, 0.7);
  const lifted = draw.range(0, 0.35);
  const push = draw.range(0.08, 0.2);
  const pushAngle = reach + draw.range(-0.5, 0.5);
  const twist = draw.range(-0.5, 0.5);
  const stays = kind === "push" && draw.chance(0.4);
  const idle = drawIdleHand(draw);
  return {
    things: [thing],
    hands: [hand, { ...hand, mirrored: !hand.mirrored }],
    heap,
    at: (s) => {
      const u = (s - span.from) / (span.to - span.from);
      const moved = kind === "push" ? smoothstep(arrive, depart, u) : 0;
      const come = 1 - smoothstep(0, arrive, u);
      const go = stays ? 0 : smoothstep(depart, 1, u);
      const rise = kind === "push" ? 0 : lifted * smoothstep(depart, 1, u);
      const out = Math.max(come, go);
      const carried = kind === "take" ? go * OUT_OF_FRAME : 0;
      const pose = {
        x: spot[0] + Math.cos(pushAngle) * push * moved - Math.cos(reach) * carried,
        y:
          spot[1] +
          Math.sin(pushAngle) * push * moved -
          Math.sin(reach) * carried -
          (kind === "take" ? rise : 0),
        lift: kind === "take" ? rise : 0,
        angle: angle + twist * moved,
      };
      const tipX = spot[0] + Math.cos(pushAngle) * push * moved - Math.cos(reach) * (grip + miss);
      const tipY = spot[1] + Math.sin(pushAngle) * push * moved - Math.sin(reach) * (grip + miss) - rise;
      return {
        heapsUnder: bed
          ? [{ x: spot[0], y: spot[1] + 0.04, halfW: bedSize, halfH: bedSize * 0.6, amount: 1, square }]
          : [],
        heapsOver: [],
        things: kind === "take" && out >= 1 && u > 0.5 ? [undefined] : [pose],
        hands: [
          out >= 1
            ? undefined
            : // The fingers close at the thing and stay closed, whether or not they hold it.
              handAt(tipX, tipY, reach, out, 0.8 * (1 - smoothstep(arrive * 0.8, depart, u))),
          idle,
        ],
      };
    },
  };
}
