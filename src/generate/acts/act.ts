/** An act: the things and hands that take part, and their poses over time. */
import type { Span } from "../camera.ts";
import type { Draw } from "../draw.ts";
import { lerp, smoothstep } from "../draw.ts";
import type { HandLook, HandPose } from "../hand.ts";
import type { HeapLook, HeapPose } from "../heap.ts";
import type { ThingLook, ThingPose } from "../thing.ts";

/** Everything that moves, at one moment, in painting order. An `undefined` pose is out of the scene. */
export interface Staging {
  readonly heapsUnder: readonly HeapPose[];
  /** One pose for each thing of the act. */
  readonly things: readonly (ThingPose | undefined)[];
  readonly heapsOver: readonly HeapPose[];
  /** One pose for each hand of the act. */
  readonly hands: readonly (HandPose | undefined)[];
}

/** One class acted out. */
export interface Act {
  readonly things: readonly ThingLook[];
  readonly hands: readonly HandLook[];
  /** Material of the heaps, if there are any. */
  readonly heap?: HeapLook;
  /** Returns the poses at time s, 0..1 through the clip. */
  at(s: number): Staging;
}

/** Draws an event's progress over time, 0..1: some start and stop gently, some run evenly. */
export function drawProgress(draw: Draw, span: Span): (s: number) => number {
  const even = draw.range(0, 1);
  return (s) => {
    const u = (s - span.from) / (span.to - span.from);
    return lerp(smoothstep(0, 1, u), Math.min(1, Math.max(0, u)), even);
  };
}

/**
 * Draws how far a hand is out of the scene over time, from 0 (in place) to 1 (gone). It may come in before the event
 * and leave after it, both equally likely, so that coming and going reveal nothing about the class.
 */
export function drawAttendance(draw: Draw, span: Span): (s: number) => number {
  const enters = draw.chance(0.65) ? draw.range(0.06, 0.28) : 0;
  const pauseIn = draw.range(0, 0.06);
  const leaves = draw.chance(0.65) ? draw.range(0.06, 0.28) : 0;
  const pauseOut = draw.range(0, 0.06);
  return (s) => {
    const come = enters > 0 ? 1 - smoothstep(span.from - pauseIn - enters, span.from - pauseIn, s) : 0;
    const go = leaves > 0 ? smoothstep(span.to + pauseOut, span.to + pauseOut + leaves, s) : 0;
    return Math.max(come, go);
  };
}

/**
 * Draws the direction in which a hand points: half of the arms come from below, most others from a side, a few from
 * above.
 */
export function drawReach(draw: Draw): number {
  const up = -Math.PI / 2;
  if (draw.chance(0.5)) return up + draw.range(-0.8, 0.8);
  if (draw.chance(0.7)) return draw.pick([0, Math.PI]) + draw.range(-0.7, 0.7);
  return -up + draw.range(-0.6, 0.6);
}

/** Distance that a hand draws back to be out of the frame, in world units. */
export const OUT_OF_FRAME = 1.35;

/** Returns a hand pose with its tip at (x, y), drawn back along its arm by `out`, 0..1. */
export function handAt(x: number, y: number, angle: number, out: number, open: number): HandPose {
  return {
    x: x - Math.cos(angle) * OUT_OF_FRAME * out,
    y: y - Math.sin(angle) * OUT_OF_FRAME * out,
    angle,
    open: Math.min(1, open),
  };
}

/**
 * Draws, in one clip of seven, another hand that rests at the edge of the frame, so that two hands alone do not
 * reveal that two things are moved.
 */
export function drawIdleHand(draw: Draw): HandPose | undefined {
  const side = draw.sign();
  const pose = {
    x: side * draw.range(0.25, 0.5),
    y: draw.range(-0.1, 0.45),
    angle: -Math.PI / 2 - side * draw.range(0, 1.6),
    open: draw.range(0, 0.8),
  };
  return draw.chance(0.14) ? pose : undefined;
}
