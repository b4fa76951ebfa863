/** A hand with its forearm, reaching in from outside the frame. */
import { skinColour, thingColour, type Rgb } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { paint, type Picture, type View } from "./picture.ts";

/** How a hand looks; the same through a clip. */
export interface HandLook {
  readonly skin: Rgb;
  readonly sleeve: Rgb;
  /** From finger tips back to where the sleeve starts, hand lengths. */
  readonly sleeveAt: number;
  readonly sleeveWaves: number;
  /** From finger tips to wrist, world units. */
  readonly length: number;
  /** Half width of the palm, relative to length. */
  readonly palm: number;
  readonly mirrored: boolean;
}

/** A hand in one frame. */
export interface HandPose {
  /** The point between thumb and finger tips, world units. */
  readonly x: number;
  readonly y: number;
  /** The way the fingers point, radians; the arm comes from the opposite side. */
  readonly angle: number;
  /** 0 a closed grip, 1 fingers spread. */
  readonly open: number;
}

/** A round-ended stroke in hand space: x along the fingers, tips at 0; lengths in hand lengths. */
interface Stroke {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly ra: number;
  readonly rb: number;
}

/** A hand of a random person. */
export function drawHand(draw: Draw): HandLook {
  return {
    skin: skinColour(draw),
    sleeve: thingColour(draw),
    sleeveAt: draw.chance(0.35) ? 9 : draw.range(1.05, 2.2),
    sleeveWaves: draw.chance(0.3) ? draw.range(6, 20) : 0,
    length: draw.range(0.26, 0.46),
    palm: draw.range(0.17, 0.25),
    mirrored: draw.chance(0.5),
  };
}

/** Paints hand and arm. */
export function paintHand(picture: Picture, view: View, hand: HandLook, pose: HandPose): void {
  const cos = Math.cos(pose.angle);
  const sin = Math.sin(pose.angle);
  const strokes = strokesOf(hand, pose.open);
  const forearm = strokes[0]!;
  const soft = 0.7 / view.scale / hand.length;
  const reach = 3;
  // The arm is long: paint it as a region around its middle that covers the whole reach.
  const middle = (-hand.length * reach) / 2 + 0.1;
  const region = {
    x: pose.x + cos * middle,
    y: pose.y + sin * middle,
    radius: (hand.length * (reach + 0.8)) / 2,
  };
  const flip = hand.mirrored ? -1 : 1;
  paint(picture, view, region, (dx, dy, ink) => {
    const wx = region.x + dx - pose.x;
    const wy = region.y + dy - pose.y;
    const x = (wx * cos + wy * sin) / hand.length;
    const y = (flip * (wy * cos - wx * sin)) / hand.length;
    if (Math.abs(y) > 0.8 || x > 0.4) return;
    let distance = strokeDistance(forearm, x, y);
    let thickness = forearm.ra;
    if (x > -1.3) {
      for (const stroke of strokes) {
        const d = strokeDistance(stroke, x, y);
        if (d < distance) {
          distance = d;
          thickness = stroke.ra;
        }
      }
    }
    const sleeved = -x > hand.sleeveAt;
    if (sleeved) distance -= 0.05;
    if (distance > soft) return;
    // Darker towards an edge, which also draws the lines between fingers.
    const round = 0.62 + 0.42 * smoothstep(0, 1, -distance / thickness) + 0.1 * y;
    const colour = sleeved ? hand.sleeve : hand.skin;
    const fold = sleeved && hand.sleeveWaves > 0 && Math.sin(x * hand.sleeveWaves) > 0 ? 0.7 : 1;
    for (let c = 0; c < 3; c += 1) ink[c] = colour[c]! * round * fold;
    ink[3] = 1 - smoothstep(-soft, soft, distance);
  });
}

/** Forearm first, then palm, four fingers, thumb. */
function strokesOf(hand: HandLook, open: number): readonly Stroke[] {
  const wide = hand.palm;
  const fingers = [-0.75, -0.25, 0.25, 0.75].map((place, i) => {
    const spread = place * wide * (0.9 + 0.7 * open);
    const tip = -0.02 - 0.06 * Math.abs(i - 1.3) + 0.1 * open;
    return { ax: -0.45, ay: place * wide * 0.85, bx: tip, by: spread + 0.04, ra: 0.075, rb: 0.06 };
  });
  return [
    { ax: -1, ay: 0, bx: -6, by: 0, ra: wide * 0.75, rb: wide * 1.25 },
    { ax: -0.5, ay: 0, bx: -0.8, by: 0, ra: wide, rb: wide * 0.9 },
    ...fingers,
    {
      ax: -0.7,
      ay: -wide * 0.7,
      bx: -0.12 - 0.12 * open,
      by: -0.1 - wide * (0.2 + 1.3 * open),
      ra: 0.09,
      rb: 0.065,
    },
  ];
}

function strokeDistance(stroke: Stroke, x: number, y: number): number {
  const dx = stroke.bx - stroke.ax;
  const dy = stroke.by - stroke.ay;
  const u = Math.min(1, Math.max(0, ((x - stroke.ax) * dx + (y - stroke.ay) * dy) / (dx * dx + dy * dy)));
  return (
    Math.hypot(x - stroke.ax - u * dx, y - stroke.ay - u * dy) - (stroke.ra + (stroke.rb - stroke.ra) * u)
  );
}
