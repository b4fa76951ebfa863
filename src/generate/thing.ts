/** Everyday things on the surface: boxes, balls, bottles, cups, sticks; textured, lit from one side, with a shadow. */
import { mixRgb, thingColour, type Rgb } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { setInk, type Ink } from "./ink.ts";
import { sharedNoise } from "./noise.ts";
import { ASPECTS, drawBumps, outlineDistance, SHAPES, type Bumps, type Shape } from "./outline.ts";
import { paint, type Picture, type Smear, type View } from "./picture.ts";

const PATTERNS = ["plain", "plain", "band", "stripes", "noise", "label", "screen", "checks"] as const;
const SKIN_SIZE = 24;

/** Appearance of a thing; constant through a clip. */
export interface ThingLook {
  readonly shape: Shape;
  readonly bumps: Bumps;
  readonly pattern: (typeof PATTERNS)[number];
  /** Half width and half height, in world units. */
  readonly halfW: number;
  readonly halfH: number;
  readonly colours: readonly [Rgb, Rgb, Rgb];
  readonly waves: number;
  /** Fine texture, [24, 24], 0..1. */
  readonly grain: Float32Array;
  readonly shine: number;
  /** Share of a box's height that shows its lit top. */
  readonly top: number;
}

/** Position of a thing in one frame. World units; y down; angle in radians, clockwise. */
export interface ThingPose {
  readonly x: number;
  readonly y: number;
  /** Height above the surface; moves the shadow away and fades it. */
  readonly lift: number;
  readonly angle: number;
  /** Growth as it nears the camera. Default: 1. */
  readonly scale?: number;
  /** Lowest visible y, if the thing has sunk into something. */
  readonly cutBelow?: number;
}

/** Light on the whole scene. */
export interface Light {
  /** Direction in which shadows fall. */
  readonly dx: number;
  readonly dy: number;
  /** Depth of shadows, 0..1. */
  readonly shadow: number;
}

/** Draws a thing of about this half size. */
export function drawThing(draw: Draw, halfSize: number): ThingLook {
  const shape = draw.pick(SHAPES);
  const root = Math.sqrt(ASPECTS[shape] * draw.range(0.8, 1.25));
  const first = thingColour(draw);
  return {
    shape,
    bumps: drawBumps(draw),
    pattern: draw.pick(PATTERNS),
    halfW: halfSize * root,
    halfH: shape === "ball" ? halfSize * root : halfSize / root,
    colours: [first, thingColour(draw), mixRgb(first, thingColour(draw), draw.range(0.2, 1))],
    waves: draw.range(3, 14),
    grain: sharedNoise(draw, SKIN_SIZE, { cellsX: 6, cellsY: 6, octaves: 2, gain: 0.7, variants: 4 }),
    shine: draw.chance(0.6) ? draw.range(0.1, 0.6) : 0,
    top: draw.chance(0.5) ? draw.range(0.1, 0.4) : 0,
  };
}

/** Paints the shadow only. Call it for all things before painting any thing. */
export function paintShadow(
  picture: Picture,
  view: View,
  thing: ThingLook,
  pose: ThingPose,
  light: Light,
): void {
  const w = Math.max(thing.halfW * 1.1, thing.halfH * 0.4);
  const h = Math.max(thing.halfH * 0.55, 0.03);
  const away = 0.3 * thing.halfH + pose.lift;
  const depth = (light.shadow * 0.6) / (1 + 6 * pose.lift);
  const x = pose.x + light.dx * away * 0.6;
  const y = pose.y + thing.halfH * 0.6 + pose.lift * 0.8 + light.dy * away * 0.3;
  paint(picture, view, { x, y, radius: Math.max(w, h) * 1.4 }, (dx, dy, ink) => {
    const r = Math.sqrt((dx / w) ** 2 + (dy / h) ** 2);
    if (r < 1.4) setInk(ink, 0.02, 0.02, 0.03, depth * (1 - smoothstep(0.5, 1.4, r)));
  });
}

/** Paints a thing in its pose; `smear` is its motion during the exposure. */
export function paintThing(
  picture: Picture,
  view: View,
  thing: ThingLook,
  pose: ThingPose,
  light: Light,
  smear?: Smear,
): void {
  const cos = Math.cos(pose.angle);
  const sin = Math.sin(pose.angle);
  const scale = pose.scale ?? 1;
  const w = thing.halfW * scale;
  const h = thing.halfH * scale;
  const soft = 0.7 / view.scale;
  const region = { x: pose.x, y: pose.y, radius: Math.hypot(w, h) * 1.15, ...(smear ? { smear } : {}) };
  paint(picture, view, region, (dx, dy, ink) => {
    if (pose.cutBelow !== undefined && pose.y + dy > pose.cutBelow) return;
    const x = dx * cos + dy * sin;
    const y = dy * cos - dx * sin;
    // A cup's handle reaches farthest, by 0.33 of its half width.
    if (Math.abs(x) > 1.35 * w + soft || Math.abs(y) > h + soft) return;
    const distance = outlineDistance(thing.shape, thing.bumps, w, h, x, y);
    if (distance > soft) return;
    shadeThing(thing, x / w, y / h, light, ink);
    ink[3] = 1 - smoothstep(-soft, soft, distance);
  });
}

/** Returns the half extents of the upright box around a turned thing. */
export function extentOf(thing: ThingLook, angle: number): readonly [halfW: number, halfH: number] {
  const c = Math.abs(Math.cos(angle));
  const s = Math.abs(Math.sin(angle));
  return [thing.halfW * c + thing.halfH * s, thing.halfW * s + thing.halfH * c];
}

/** Sets the colour at (u, v), both -1..1 across the thing. */
function shadeThing(thing: ThingLook, u: number, v: number, light: Light, ink: Ink): void {
  const second = patternAt(thing, u, v);
  const a = thing.colours[0];
  const b = thing.colours[second > 1 ? 2 : 1];
  const mix = second > 1 ? second - 1 : second;
  const gx = Math.min(SKIN_SIZE - 1, Math.max(0, Math.floor((u + 1) * 0.5 * SKIN_SIZE)));
  const gy = Math.min(SKIN_SIZE - 1, Math.max(0, Math.floor((v + 1) * 0.5 * SKIN_SIZE)));
  const grain = 0.88 + 0.24 * thing.grain[gy * SKIN_SIZE + gx]!;
  const facing = -(u * light.dx + v * light.dy);
  const boxy = thing.shape === "box" || thing.shape === "slab";
  const round = boxy ? 0.1 : 0.35;
  const face = boxy && v < 2 * thing.top - 1 ? 1.25 : 1;
  const solid = thing.shape === "ball" || thing.shape === "blob" ? u * u + v * v : u * u;
  const lit = face * (1 + 0.22 * facing - round * solid) * grain;
  const glint = thing.shine * Math.max(0, 1 - 5 * ((u + 0.4 * light.dx) ** 2 + (v + 0.4) ** 2));
  for (let c = 0; c < 3; c += 1) ink[c] = (a[c]! + (b[c]! - a[c]!) * mix) * lit + glint;
}

/** Returns 0 for the first colour, 1 for the second, 2 for the third; fractions mix two neighbours. */
function patternAt(thing: ThingLook, u: number, v: number): number {
  switch (thing.pattern) {
    case "plain":
      return thing.shape === "bottle" && v < -0.7 ? 2 : 0;
    case "band":
      return Math.abs(v - 0.1) < 0.35 ? 1 : 0;
    case "stripes":
      return Math.sin(v * thing.waves) > 0 ? 1 : 0;
    case "noise":
      return thing.grain[Math.floor((u + 1) * 7.9) * SKIN_SIZE + Math.floor((v + 1) * 7.9)] ?? 0;
    case "label":
      return Math.abs(u) < 0.6 && Math.abs(v) < 0.5
        ? Math.sin(v * 16) > 0.3 && Math.abs(u) < 0.4
          ? 2
          : 1
        : 0;
    case "screen":
      return Math.abs(u) < 0.86 && Math.abs(v) < 0.75 ? 1 : 0;
    case "checks":
      return Math.sin(u * thing.waves * 0.6) * Math.sin(v * thing.waves * 0.6) > 0 ? 1 : 0;
  }
}
