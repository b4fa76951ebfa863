/** Heaps or beds of something loose: sand, rice, soil, crumpled cloth. */
import { thingColour, type Rgb } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { sharedNoise } from "./noise.ts";
import { paint, type Picture, type View } from "./picture.ts";

const GRAIN_SIZE = 64;

/** Appearance of a heap's material. */
export interface HeapLook {
  readonly light: Rgb;
  readonly dark: Rgb;
  /** [64, 64], 0..1, repeating. */
  readonly grain: Float32Array;
  /** Grain repeats per world unit. */
  readonly density: number;
  /** Raggedness of the edge, relative to the radius. */
  readonly ragged: number;
}

/** A patch of the material; `amount` 0..1 grows it from nothing. */
export interface HeapPose {
  readonly x: number;
  readonly y: number;
  readonly halfW: number;
  readonly halfH: number;
  readonly amount: number;
  /** True for a sheet or tray with corners instead of an ellipse. */
  readonly square?: boolean;
}

/** Draws a random loose material. */
export function drawHeap(draw: Draw): HeapLook {
  const light = thingColour(draw);
  const depth = draw.range(0.35, 0.85);
  const cells = draw.pick([4, 8, 16]);
  return {
    light,
    dark: [light[0] * depth, light[1] * depth, light[2] * depth],
    grain: sharedNoise(draw, GRAIN_SIZE, {
      cellsX: cells,
      cellsY: cells,
      octaves: 3,
      gain: 0.9,
      variants: 2,
    }),
    density: draw.range(0.8, 2.2),
    ragged: draw.range(0.05, 0.35),
  };
}

/** Paints one patch of the material. */
export function paintHeap(picture: Picture, view: View, heap: HeapLook, pose: HeapPose): void {
  if (pose.amount <= 0) return;
  const w = pose.halfW * pose.amount;
  const h = pose.halfH * pose.amount;
  paint(picture, view, { x: pose.x, y: pose.y, radius: Math.max(w, h) * 1.35 }, (dx, dy, ink) => {
    const u = (dx / w) * (dx / w);
    const v = (dy / h) * (dy / h);
    const r = pose.square ? Math.sqrt(Math.sqrt(u * u + v * v)) : Math.sqrt(u + v);
    if (r > 1.3) return;
    const g = grainAt(heap, pose.x + dx, pose.y + dy);
    const edge = 1 + heap.ragged * (g - 0.6);
    if (r > edge) return;
    const lit = 1.05 - 0.25 * r * r - (0.12 * dy) / h;
    for (let c = 0; c < 3; c += 1) ink[c] = (heap.dark[c]! + (heap.light[c]! - heap.dark[c]!) * g) * lit;
    ink[3] = 1 - smoothstep(edge - 0.08, edge, r);
  });
}

function grainAt(heap: HeapLook, x: number, y: number): number {
  const u = Math.floor((x + 64) * heap.density * GRAIN_SIZE) & (GRAIN_SIZE - 1);
  const v = Math.floor((y + 64) * heap.density * GRAIN_SIZE) & (GRAIN_SIZE - 1);
  return heap.grain[v * GRAIN_SIZE + u]!;
}
