/**
 * A thing disappears under or into something: material is scattered over it, it is pressed in, or a sheet covers it.
 */
import type { Span } from "../camera.ts";
import { lerp, smoothstep, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawHeap, type HeapPose } from "../heap.ts";
import { drawThing, type ThingPose } from "../thing.ts";
import { drawIdleHand, drawProgress, drawReach, handAt, type Act } from "./act.ts";

/** A way of burying. Given the progress `done`, 0..1, returns what lies over the thing and where the hand's tip is. */
type Covering = (done: number) => {
  readonly over: readonly HeapPose[];
  readonly tip: readonly [x: number, y: number];
};

/** Draws a burial. The thing stays where it is, or sinks; the hand scatters, strokes, or draws a sheet over it. */
export function bury(draw: Draw, span: Span): Act {
  const thing = drawThing(draw, draw.range(0.07, 0.15));
  const hand = drawHand(draw);
  const heap = drawHeap(draw);
  const at = [draw.range(-0.2, 0.2), draw.range(-0.12, 0.25)] as const;
  const [x, y] = at;
  const reach = drawReach(draw);
  const bed: HeapPose = {
    x,
    y: y + 0.03,
    halfW: draw.range(0.25, 0.8),
    halfH: draw.range(0.16, 0.55),
    amount: 1,
  };
  const size = Math.max(thing.halfW, thing.halfH);
  const bySheet = draw.chance(0.3);
  const hasBed = !bySheet && draw.chance(0.75);
  const sinks = hasBed && draw.chance(0.5);
  const covering = bySheet ? drawSheet(draw, at, size, reach) : drawScoops(draw, at, size, reach);
  const progress = drawProgress(draw, span);
  const angle = draw.range(-1.5, 1.5);
  const enters = draw.chance(0.65) ? draw.range(0.06, 0.22) : 0;
  const leaves = draw.chance(0.6) ? draw.range(0.06, 0.22) : 0;
  const idle = drawIdleHand(draw);
  const quiver = draw.range(10, 40);
  return {
    things: [thing],
    hands: [hand, { ...hand, mirrored: !hand.mirrored }],
    heap,
    at: (s) => {
      const done = progress(s);
      const sunk = sinks ? smoothstep(0, 0.55, done) : 0;
      const pose: ThingPose = {
        x,
        y: y + sunk * 1.6 * thing.halfH,
        lift: 0,
        angle,
        ...(sinks ? { cutBelow: lerp(y + 2 * thing.halfH, y + thing.halfH * 0.4, sunk) } : {}),
      };
      const come = enters > 0 ? 1 - smoothstep(span.from - enters, span.from, s) : 0;
      const go = leaves > 0 ? smoothstep(span.to, span.to + leaves, s) : 0;
      const { over, tip } = covering(sinks ? (done - 0.35) / 0.65 : done);
      const open = 0.35 + 0.3 * Math.sin(quiver * done);
      return {
        heapsUnder: hasBed ? [bed] : [],
        things: [pose],
        heapsOver: over,
        hands: [handAt(tip[0], tip[1], reach, Math.max(come, go), open), idle],
      };
    },
  };
}

/** Draws a cloth, paper or leaf that the hand pulls over the thing from its own side, by the far edge. */
function drawSheet(draw: Draw, [x, y]: readonly [number, number], size: number, reach: number): Covering {
  const halfW = Math.max(1.5 * size, draw.range(0.15, 0.4));
  const halfH = Math.max(1.5 * size, draw.range(0.15, 0.35));
  const far = halfW + halfH + draw.range(0, 0.4);
  const hold = 0.7 * Math.min(halfW, halfH);
  return (done) => {
    const back = far * (1 - Math.min(1, done));
    const cx = x - Math.cos(reach) * back;
    const cy = y - Math.sin(reach) * back;
    return {
      over: [{ x: cx, y: cy, halfW, halfH, amount: 1, square: true }],
      tip: [cx + Math.cos(reach) * hold, cy + Math.sin(reach) * hold],
    };
  };
}

/**
 * Draws portions of material that land one after another, the last and largest over all of the thing; the hand
 * strokes to and fro.
 */
function drawScoops(draw: Draw, [x, y]: readonly [number, number], size: number, reach: number): Covering {
  const count = draw.int(3, 10);
  const scoops = Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    const away = last ? 0 : size * draw.range(0.2, 0.9);
    const heading = draw.range(0, 2 * Math.PI);
    const extent = last ? size * draw.range(1.25, 1.5) : size * draw.range(0.5, 0.95);
    return {
      at: (0.78 * i) / count,
      pose: {
        x: x + Math.cos(heading) * away,
        y: y + Math.sin(heading) * away * 0.8,
        halfW: extent * draw.range(1, 1.3),
        halfH: extent,
        amount: 1,
      },
    };
  });
  const strokes = 2 * Math.PI * draw.range(1.5, 5);
  const sweep = draw.range(0.08, 0.3);
  return (done) => ({
    over: scoops.map(({ at, pose }) => ({ ...pose, amount: smoothstep(at, at + 0.18, done) })),
    tip: [
      x + sweep * Math.sin(strokes * done) - Math.cos(reach) * 0.05,
      y + 0.5 * sweep * Math.cos(strokes * done) - Math.sin(reach) * 0.05,
    ],
  });
}
