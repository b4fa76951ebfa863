/** Things that lie still: clips in which nothing happens, and what a turning camera films. */
import type { Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawHeap } from "../heap.ts";
import { drawThing } from "../thing.ts";
import { drawReach, handAt, type Act } from "./act.ts";

/** Draws one to three still things; now and then a hand rests among them. */
export function still(draw: Draw): Act {
  const things = Array.from({ length: draw.int(1, 3) }, () => drawThing(draw, draw.range(0.08, 0.34)));
  const poses = things.map(() => ({
    x: draw.range(-0.3, 0.3),
    y: draw.range(-0.25, 0.3),
    lift: 0,
    angle: draw.chance(0.6) ? draw.range(-0.25, 0.25) : draw.range(-1.5, 1.5),
  }));
  const hand = drawHand(draw);
  const heap = drawHeap(draw);
  const bed = draw.chance(0.2);
  const size = draw.range(0.15, 0.5);
  const rests = draw.chance(0.25);
  const reach = drawReach(draw);
  const tip = [draw.range(-0.3, 0.3), draw.range(-0.2, 0.35)] as const;
  const tremor = draw.range(0, 0.012);
  const rate = draw.range(3, 12);
  const open = draw.range(0, 0.7);
  return {
    things,
    hands: [hand],
    heap,
    at: (s) => ({
      heapsUnder: bed ? [{ x: poses[0]!.x, y: poses[0]!.y, halfW: size, halfH: size * 0.6, amount: 1 }] : [],
      heapsOver: [],
      things: poses,
      hands: [rests ? handAt(tip[0] + tremor * Math.sin(rate * s), tip[1], reach, 0, open) : undefined],
    }),
  };
}
