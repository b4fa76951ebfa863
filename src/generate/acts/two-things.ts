/** Two things that part, meet, collide or pass; hands push them or they slide by themselves. */
import type { Span } from "../camera.ts";
import { lerp, smoothstep, type Draw } from "../draw.ts";
import { drawHand } from "../hand.ts";
import { drawThing, extentOf, type ThingLook, type ThingPose } from "../thing.ts";
import { drawAttendance, drawProgress, handAt, type Act } from "./act.ts";

type Meeting = "away" | "closer" | "collide" | "pass";

/** Returns positions along the line through both things, in world units from its middle. */
type Along = (s: number) => readonly [a: number, b: number];

/** Draws an act of two things. "away" is "closer" run backwards, in look and in motion. */
export function twoThings(draw: Draw, meeting: Meeting, span: Span): Act {
  const things = [drawThing(draw, draw.range(0.08, 0.22)), drawThing(draw, draw.range(0.08, 0.22))] as const;
  /** Height above the surface; above 0 if they are held in the air. */
  const height = draw.chance(0.3) ? draw.range(0.2, 0.6) : 0;
  const axis = draw.chance(0.75) ? draw.range(-0.35, 0.35) : draw.range(-Math.PI / 2, Math.PI / 2);
  const swap = draw.sign();
  const angles = things.map(() => (draw.chance(0.6) ? draw.range(-0.25, 0.25) : draw.range(-1.5, 1.5)));
  const middle = [draw.range(-0.2, 0.2), draw.range(-0.15, 0.25)] as const;
  const lane = meeting === "pass" ? draw.range(0.06, 0.26) : draw.range(-0.05, 0.05);
  const along = motionOf(draw, meeting, span, touchDistance(things, angles, axis));
  const twist = meeting === "collide" ? draw.range(-0.8, 0.8) : draw.range(-0.15, 0.15);
  const turned = drawProgress(draw, meeting === "collide" ? { from: hitTime(span), to: span.to } : span);

  const handed = draw.chance(meeting === "collide" ? 0.75 : 0.92);
  const right = drawHand(draw);
  const hands = [right, { ...right, mirrored: !right.mirrored }];
  const onlyOne = draw.chance(0.15);
  const attendance = drawAttendance(draw, span);
  const reaches = things.map((_, i) => {
    const outward = i === 0 ? axis : axis + Math.PI;
    const fromBelow = -Math.PI / 2 + (i === 0 ? 1 : -1) * swap * draw.range(0, 0.8);
    return draw.chance(0.5) ? fromBelow : (swap === 1 ? outward : outward + Math.PI) + draw.range(-0.5, 0.5);
  });
  const grips = things.map(() => draw.range(-0.2, 0.8));

  const poseOf = (s: number, i: 0 | 1): ThingPose => {
    const place = along(s)[i] * swap;
    const side = (i === 0 ? -0.5 : 0.5) * lane;
    return {
      x: middle[0] + Math.cos(axis) * place - Math.sin(axis) * side,
      y: middle[1] + Math.sin(axis) * place + Math.cos(axis) * side,
      lift: height,
      angle: angles[i]! + twist * turned(s),
    };
  };
  return {
    things,
    hands,
    at: (s) => {
      const poses = [poseOf(s, 0), poseOf(s, 1)];
      const out = attendance(s);
      return {
        heapsUnder: [],
        heapsOver: [],
        things: poses,
        hands: poses.map((pose, i) => {
          if (!handed || (onlyOne && i === 1)) return undefined;
          const reach = reaches[i]!;
          const back = grips[i]! * Math.min(things[i]!.halfW, things[i]!.halfH);
          return handAt(
            pose.x - Math.cos(reach) * back,
            pose.y - Math.sin(reach) * back,
            reach,
            out,
            0.2 + out,
          );
        }),
      };
    },
  };
}

/** Returns the distance between the centres at which the two touch along the axis. */
function touchDistance(things: readonly ThingLook[], angles: readonly number[], axis: number): number {
  return things.reduce((sum, thing, i) => {
    const [w, h] = extentOf(thing, angles[i]!);
    return (
      sum +
      Math.min(w / Math.max(Math.abs(Math.cos(axis)), 0.05), h / Math.max(Math.abs(Math.sin(axis)), 0.05))
    );
  }, 0);
}

/** Returns when two things collide, as a time of the clip: after the first 65 % of the span. */
function hitTime(span: Span): number {
  return lerp(span.from, span.to, 0.65);
}

function motionOf(draw: Draw, meeting: Meeting, span: Span, touch: number): Along {
  const share = draw.chance(0.65) ? draw.range(0.35, 0.65) : draw.pick([0, 1]);
  const near = touch + draw.range(0.01, 0.16);
  const far = near + draw.range(0.3, 0.8);
  const progress = drawProgress(draw, span);
  // Parted by d, thing 0 sits at -share * d and thing 1 at (1 - share) * d. If one stays put, keep it off centre.
  const spread = (distance: number): readonly [number, number] => {
    const centre = (0.5 - share) * near;
    return [-share * distance - centre, (1 - share) * distance - centre];
  };
  switch (meeting) {
    case "away":
      return (s) => spread(lerp(near, far, progress(s)));
    case "closer":
      return (s) => spread(lerp(far, near, progress(s)));
    case "pass": {
      const half = draw.range(0.25, 0.65);
      const one = draw.chance(0.25);
      return (s) => {
        const place = lerp(-half, half, progress(s));
        return [place, one ? 0 : -place];
      };
    }
    case "collide": {
      const hit = hitTime(span);
      const kick = draw.range(0.05, 0.3);
      const bounce = draw.range(-0.1, 0.1);
      const haste = draw.range(1, 1.8);
      return (s) => {
        const u = Math.min(1, Math.max(0, (s - span.from) / (hit - span.from)));
        const [a, b] = spread(lerp(far, touch, u ** haste));
        const after = Math.sqrt(smoothstep(hit, span.to + 0.1, s));
        return [
          a + (bounce - kick * (1 - share)) * after,
          b + kick * share * after + Math.max(0, bounce) * after,
        ];
      };
    }
  }
}
