/** A thing that disappears under or into something loose, by a hand that scatters, presses or covers. */
import type { Span } from "../camera.ts";
import { lerp, smoothstep, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawHeap, type HeapPose } from "../heap.ts";
import { drawThing, type ThingPose } from "../thing.ts";
import { drawProgress, drawReach, handAt, type Act } from "./act.ts";

/** Scattered over, pressed in, or both. */
export function bury(draw: Draw, span: Span): Act {
  const thing = drawThing(draw, draw.range(0.05, 0.12));
  const hand = drawHand(draw);
  const heap = drawHeap(draw);
  const x = draw.range(-0.15, 0.15);
  const y = draw.range(-0.1, 0.22);
  const reach = drawReach(draw);
  const bed: HeapPose = {
    x,
    y: y + 0.03,
    halfW: draw.range(0.25, 0.6),
    halfH: draw.range(0.16, 0.4),
    amount: 1,
  };
  const hasBed = draw.chance(0.75);
  const sinks = hasBed && draw.chance(0.5);
  const scoops = drawScoops(draw, x, y, Math.max(thing.halfW, thing.halfH));
  const strokes = draw.range(1.5, 5);
  const sweep = draw.range(0.06, 0.2);
  const progress = drawProgress(draw, span);
  const angle = draw.range(-1.5, 1.5);
  const enters = draw.chance(0.6) ? draw.range(0.08, 0.25) : 0;
  const leaves = draw.chance(0.5) ? draw.range(0.08, 0.25) : 0;
  return {
    things: [thing],
    hands: [hand],
    heap,
    at: (s) => {
      const done = progress(s);
      const sunk = sinks ? smoothstep(0, 0.55, done) : 0;
      const covered = sinks ? (done - 0.35) / 0.65 : done;
      const pose: ThingPose = {
        x,
        y: y + sunk * 1.6 * thing.halfH,
        lift: 0,
        angle,
        ...(sinks ? { cutBelow: lerp(y + 2 * thing.halfH, y + thing.halfH * 0.4, sunk) } : {}),
      };
      const come = enters > 0 ? 1 - smoothstep(span.from - enters, span.from, s) : 0;
      const go = leaves > 0 ? smoothstep(span.to, span.to + leaves, s) : 0;
      const phase = 2 * Math.PI * strokes * done;
      const tipX = x + sweep * Math.sin(phase) - Math.cos(reach) * 0.05;
      const tipY = y + 0.5 * sweep * Math.cos(phase) - Math.sin(reach) * 0.05;
      return {
        heapsUnder: hasBed ? [bed] : [],
        things: [pose],
        heapsOver: scoops.map((scoop) => ({
          ...scoop.pose,
          amount: smoothstep(scoop.at, scoop.at + 0.18, covered) * scoop.pose.amount,
        })),
        hands: [handAt(tipX, tipY, reach, Math.max(come, go), 0.3 + 0.3 * Math.sin(phase))],
      };
    },
  };
}

/** Portions of material that land one after another, the last and largest over all of it. */
function drawScoops(
  draw: Draw,
  x: number,
  y: number,
  size: number,
): readonly { at: number; pose: HeapPose }[] {
  const count = draw.int(4, 10);
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    const away = last ? 0 : size * draw.range(0.2, 0.9);
    const heading = draw.range(0, 2 * Math.PI);
    const reach = last ? size * draw.range(1.25, 1.5) : size * draw.range(0.5, 0.95);
    return {
      at: (0.78 * i) / count,
      pose: {
        x: x + Math.cos(heading) * away,
        y: y + Math.sin(heading) * away * 0.8,
        halfW: reach * draw.range(1, 1.3),
        halfH: reach,
        amount: 1,
      },
    };
  });
}
