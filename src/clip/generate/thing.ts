/** Everyday things on the surface: boxes, balls, bottles, cups, sticks; textured, lit from one side, with a shadow. */
import { mixRgb, thingColour, type Rgb } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { noisePlane } from "./noise.ts";
import { paint, type Ink, type Picture, type View } from "./picture.ts";

const SHAPES = ["box", "box", "ball", "bottle", "cup", "stick", "slab"] as const;
const PATTERNS = ["plain", "band", "stripes", "noise", "label", "checks"] as const;
const SKIN_SIZE = 24;

/** How a thing looks; it does not change while a clip runs. */
export interface ThingLook {
  readonly shape: (typeof SHAPES)[number];
  readonly pattern: (typeof PATTERNS)[number];
  /** Half width and half height, world units. */
  readonly halfW: number;
  readonly halfH: number;
  readonly colours: readonly [Rgb, Rgb, Rgb];
  readonly waves: number;
  /** Fine texture, [24, 24], 0..1. */
  readonly grain: Float32Array;
  readonly shine: number;
}

/** Where a thing is in one frame. World units; y down; angle in radians, clockwise. */
export interface ThingPose {
  readonly x: number;
  readonly y: number;
  /** Height above the surface: moves the shadow away and fades it. */
  readonly lift: number;
  readonly angle: number;
  /** Nothing below this y is shown: the thing has sunk into something. */
  readonly cutBelow?: number;
}

/** Light that falls on the whole scene. */
export interface Light {
  /** Direction that shadows fall to. */
  readonly dx: number;
  readonly dy: number;
  /** Depth of shadows, 0..1. */
  readonly shadow: number;
}

/** A thing of about this half size. */
export function drawThing(draw: Draw, halfSize: number): ThingLook {
  const shape = draw.pick(SHAPES);
  const aspect =
    { box: 1.2, ball: 1, bottle: 0.38, cup: 0.8, stick: 0.16, slab: 2 }[shape] * draw.range(0.8, 1.25);
  const root = Math.sqrt(aspect);
  const first = thingColour(draw);
  return {
    shape,
    pattern: draw.pick(PATTERNS),
    halfW: halfSize * root,
    halfH: shape === "ball" ? halfSize * root : halfSize / root,
    colours: [first, thingColour(draw), mixRgb(first, thingColour(draw), draw.range(0.2, 1))],
    waves: draw.range(3, 14),
    grain: noisePlane(draw, SKIN_SIZE, { cellsX: 6, cellsY: 6, octaves: 2, gain: 0.7 }),
    shine: draw.chance(0.6) ? draw.range(0.1, 0.5) : 0,
  };
}

/** Paints the shadow only; to be called for all things before any thing is painted. */
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
    const r = Math.hypot(dx / w, dy / h);
    if (r < 1.4) setInk(ink, 0.02, 0.02, 0.03, depth * (1 - smoothstep(0.5, 1.4, r)));
  });
}

/** Paints a thing in its pose. */
export function paintThing(
  picture: Picture,
  view: View,
  thing: ThingLook,
  pose: ThingPose,
  light: Light,
): void {
  const cos = Math.cos(pose.angle);
  const sin = Math.sin(pose.angle);
  const soft = 0.7 / view.scale;
  const radius = Math.hypot(thing.halfW, thing.halfH) * 1.15;
  paint(picture, view, { x: pose.x, y: pose.y, radius }, (dx, dy, ink) => {
    if (pose.cutBelow !== undefined && pose.y + dy > pose.cutBelow) return;
    const x = dx * cos + dy * sin;
    const y = dy * cos - dx * sin;
    const distance = shapeDistance(thing, x, y);
    if (distance > soft) return;
    shadeThing(thing, x / thing.halfW, y / thing.halfH, light, ink);
    ink[3] = 1 - smoothstep(-soft, soft, distance);
  });
}

/** Half extents of the upright box around a turned thing. */
export function extentOf(thing: ThingLook, angle: number): readonly [halfW: number, halfH: number] {
  const c = Math.abs(Math.cos(angle));
  const s = Math.abs(Math.sin(angle));
  return [thing.halfW * c + thing.halfH * s, thing.halfW * s + thing.halfH * c];
}

/** Signed distance to the outline, negative inside; exact for boxes, near enough for the rest. */
function shapeDistance(thing: ThingLook, x: number, y: number): number {
  const { halfW: w, halfH: h } = thing;
  switch (thing.shape) {
    case "ball":
      return Math.hypot(x, y) - w;
    case "bottle": {
      const body = roundedBox(x, y - 0.25 * h, w, 0.75 * h, 0.35 * w);
      return Math.min(body, roundedBox(x, y + 0.7 * h, 0.38 * w, 0.3 * h, 0.1 * w));
    }
    case "cup": {
      const taper = w * (0.88 - (0.12 * y) / h);
      const handle = Math.abs(Math.hypot(x - w * 0.95, y) - 0.3 * h) - 0.08 * h;
      return Math.min(roundedBox(x, y, taper, h, 0.15 * w), handle);
    }
    case "stick":
      return roundedBox(x, y, w, h, 0.8 * Math.min(w, h));
    case "box":
    case "slab":
      return roundedBox(x, y, w, h, 0.15 * Math.min(w, h));
  }
}

function roundedBox(x: number, y: number, w: number, h: number, corner: number): number {
  const qx = Math.abs(x) - w + corner;
  const qy = Math.abs(y) - h + corner;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - corner;
}

/** Colour at (u, v), both -1..1 across the thing. */
function shadeThing(thing: ThingLook, u: number, v: number, light: Light, ink: Ink): void {
  const second = patternAt(thing, u, v);
  const a = thing.colours[0];
  const b = thing.colours[second > 1 ? 2 : 1];
  const mix = second > 1 ? second - 1 : second;
  const gx = Math.min(SKIN_SIZE - 1, Math.max(0, Math.floor((u + 1) * 0.5 * SKIN_SIZE)));
  const gy = Math.min(SKIN_SIZE - 1, Math.max(0, Math.floor((v + 1) * 0.5 * SKIN_SIZE)));
  const grain = 0.88 + 0.24 * thing.grain[gy * SKIN_SIZE + gx]!;
  const facing = -(u * light.dx + v * light.dy);
  const round = thing.shape === "box" || thing.shape === "slab" ? 0.1 : 0.3;
  const lit = (1 + 0.22 * facing - round * (thing.shape === "ball" ? u * u + v * v : u * u)) * grain;
  const glint = thing.shine * Math.max(0, 1 - 5 * ((u + 0.4 * light.dx) ** 2 + (v + 0.4) ** 2));
  for (let c = 0; c < 3; c += 1) ink[c] = (a[c]! + (b[c]! - a[c]!) * mix) * lit + glint;
}

/** 0 for the first colour, 1 for the second, 2 for the third. */
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
    case "checks":
      return Math.sin(u * thing.waves * 0.6) * Math.sin(v * thing.waves * 0.6) > 0 ? 1 : 0;
  }
}

/** Sets colour and coverage at once. */
export function setInk(ink: Ink, r: number, g: number, b: number, alpha: number): void {
  ink[0] = r;
  ink[1] = g;
  ink[2] = b;
  ink[3] = alpha;
}
