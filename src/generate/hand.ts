/** A hand with its forearm and, usually, a sleeve, reaching in from outside the frame. */
import { skinColour, thingColour, type Rgb } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { setInk } from "./ink.ts";
import { paint, type Picture, type Region, type Smear, type View } from "./picture.ts";
import { distanceTo, stroke, type Stroke } from "./stroke.ts";
import type { Light } from "./thing.ts";

/** Appearance of a hand; constant through a clip. */
export interface HandLook {
  readonly skin: Rgb;
  readonly sleeve: Rgb;
  /** Distance from finger tips back to the start of the sleeve, in hand lengths. */
  readonly sleeveAt: number;
  readonly sleeveWaves: number;
  /** Gap between sleeve and arm, in hand lengths. */
  readonly sleeveRoom: number;
  /** Length from finger tips to wrist, in world units. */
  readonly length: number;
  /** Half width of the palm, relative to length. */
  readonly palm: number;
  /** Growth of the forearm towards the camera. */
  readonly forearm: number;
  /** Apparent length of closed fingers, relative to stretched ones. */
  readonly curl: number;
  /** Strength of side light across the hand, and darkness of its edges. */
  readonly slant: number;
  readonly rim: number;
  readonly mirrored: boolean;
  /** True if it holds things from behind, so that they hide the fingers. */
  readonly behind: boolean;
}

/** A hand in one frame. */
export interface HandPose {
  /** Point between thumb and finger tips, in world units. */
  readonly x: number;
  readonly y: number;
  /** Direction of the fingers in radians; the arm comes from the opposite side. */
  readonly angle: number;
  /** 0 = a closed grip, 1 = fingers spread. */
  readonly open: number;
}

/** Length of arm that is painted, in hand lengths. */
const ARM = 4.5;

/** Draws the hand of a random person: a quarter to all of the frame long, as close as cameras film hands. */
export function drawHand(draw: Draw): HandLook {
  return {
    skin: skinColour(draw),
    sleeve: thingColour(draw),
    sleeveAt: draw.chance(0.35) ? 9 : draw.range(0.85, 2),
    sleeveWaves: draw.chance(0.3) ? draw.range(6, 20) : 0,
    sleeveRoom: draw.range(0.02, 0.2),
    length: draw.range(0.32, 0.6) + draw.range(0, 0.35) * draw.range(0, 1),
    palm: draw.range(0.18, 0.27),
    forearm: draw.range(1, 2.6),
    curl: draw.range(0.35, 1),
    slant: draw.range(-0.3, 0.3),
    rim: draw.range(0.45, 0.85),
    mirrored: draw.chance(0.5),
    behind: draw.chance(0.25),
  };
}

/** Paints hand and arm; `smear` is their motion during the exposure. */
export function paintHand(picture: Picture, view: View, hand: HandLook, pose: HandPose, smear?: Smear): void {
  const { length, skin, sleeve, rim, slant } = hand;
  const cos = Math.cos(pose.angle) / length;
  const sin = Math.sin(pose.angle) / length;
  const strokes = strokesOf(hand, pose.open);
  const arm = strokes[0]!;
  const wrist = -arm.ax;
  const soft = 0.7 / view.scale / length;
  const region = regionOf(hand, pose);
  const offX = region.x - pose.x;
  const offY = region.y - pose.y;
  const flip = hand.mirrored ? -1 : 1;
  const widest = hand.palm * hand.forearm + 0.4;
  paint(picture, view, smear ? { ...region, smear } : region, (dx, dy, ink) => {
    const wx = offX + dx;
    const wy = offY + dy;
    const x = wx * cos + wy * sin;
    if (x > 0.4) return;
    const y = flip * (wy * cos - wx * sin);
    if (y > widest || y < -widest) return;
    let distance = distanceTo(arm, x, y);
    let thickness = arm.ra;
    if (x > -wrist - 0.3) {
      for (let i = 1; i < strokes.length; i += 1) {
        const part = strokes[i]!;
        const d = distanceTo(part, x, y);
        if (d < distance) {
          distance = d;
          thickness = part.ra;
        }
      }
    }
    const sleeved = -x > hand.sleeveAt;
    if (sleeved) distance -= hand.sleeveRoom;
    if (distance > soft) return;
    // Edges are darker, which also draws the lines between fingers.
    const round = rim + (1.04 - rim) * smoothstep(0, 1, -distance / thickness) + slant * y;
    const colour = sleeved ? sleeve : skin;
    const light =
      sleeved && hand.sleeveWaves > 0 && Math.sin(x * hand.sleeveWaves) > 0 ? round * 0.75 : round;
    setInk(
      ink,
      colour[0] * light,
      colour[1] * light,
      colour[2] * light,
      1 - smoothstep(-soft, soft, distance),
    );
  });
}

/** Paints the soft shadow of hand and arm on what lies below them. */
export function paintHandShadow(
  picture: Picture,
  view: View,
  hand: HandLook,
  pose: HandPose,
  light: Light,
): void {
  const depth = 0.45 * light.shadow;
  const away = 0.12 * hand.length;
  const region = regionOf(hand, pose);
  const cos = Math.cos(pose.angle) / hand.length;
  const sin = Math.sin(pose.angle) / hand.length;
  const shape = stroke(-0.15, 0, -ARM, 0, hand.palm * 0.8, hand.palm * hand.forearm);
  const offX = region.x - pose.x - light.dx * away;
  const offY = region.y - pose.y - light.dy * away;
  paint(picture, view, region, (dx, dy, ink) => {
    const wx = offX + dx;
    const wy = offY + dy;
    const distance = distanceTo(shape, wx * cos + wy * sin, wy * cos - wx * sin);
    if (distance < 0.15) setInk(ink, 0.02, 0.02, 0.03, depth * (1 - smoothstep(-0.1, 0.15, distance)));
  });
}

/** Returns a circle around the painted part of the arm. */
function regionOf(hand: HandLook, pose: HandPose): Region {
  const middle = -0.5 * (ARM - 0.3) * hand.length;
  return {
    x: pose.x + Math.cos(pose.angle) * middle,
    y: pose.y + Math.sin(pose.angle) * middle,
    radius: 0.5 * (ARM + 0.5) * hand.length,
  };
}

/** Returns forearm, palm, four fingers and thumb in hand space: x along the fingers, tips at 0, in hand lengths. */
function strokesOf(hand: HandLook, open: number): readonly Stroke[] {
  const wide = hand.palm;
  const stretch = hand.curl + (1 - hand.curl) * open;
  const knuckles = -0.45 * stretch;
  const wrist = knuckles - 0.5;
  const fingers = [-0.75, -0.25, 0.25, 0.75].map((place, i) => {
    const spread = place * wide * (0.9 + 0.7 * open);
    const tip = -0.02 - 0.06 * Math.abs(i - 1.3) + 0.1 * open;
    return stroke(knuckles, place * wide * 0.85, tip, spread + 0.04, 0.085, 0.065);
  });
  return [
    stroke(wrist, 0, -6, 0, wide * 0.75, wide * hand.forearm * 1.2),
    stroke(knuckles - 0.05, 0, wrist + 0.2, 0, wide, wide * 0.9),
    ...fingers,
    stroke(
      wrist + 0.25,
      -wide * 0.7,
      -0.12 * stretch - 0.12 * open,
      -0.1 - wide * (0.2 + 1.3 * open),
      0.1,
      0.07,
    ),
  ];
}
