/**
 * Paints a scene at one moment: background first, nearer things over farther ones, hands in front of or behind what
 * they hold.
 */
import { paintBackdrop } from "./backdrop.ts";
import { paintHand, paintHandShadow } from "./hand.ts";
import { paintHeap } from "./heap.ts";
import { smearPicture, viewOf, type Picture, type Smear } from "./picture.ts";
import { present, type Scene } from "./scene.ts";
import { paintShadow, paintThing } from "./thing.ts";

/** Shadow depth below which a hand's shadow is too faint to paint. */
const LEAST_HAND_SHADOW = 0.35;

/** A place in the world. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Paints the scene at time s, 0..1, over the whole picture. */
export function paintScene(scene: Scene, s: number, picture: Picture): void {
  const { act, light } = scene;
  const shut = s + scene.flaws.exposure;
  const look = scene.camera(s);
  const view = viewOf(look, picture.width, picture.height);
  const turn = motion(look, scene.camera(shut));
  const staging = act.at(s);
  const ends = act.at(shut);
  const moved = present(act, ends);
  const still: Smear = [-turn[0], -turn[1]];
  paintBackdrop(picture, view, scene.backdrop, s);
  smearPicture(picture, turn[0] * view.scale, turn[1] * view.scale);
  for (const heap of staging.heapsUnder) if (act.heap) paintHeap(picture, view, act.heap, heap);
  const placed = [
    ...scene.clutter.map((thing) => ({ ...thing, smear: still })),
    ...present(act, staging).map((thing, i) => ({
      ...thing,
      smear: smearOf(thing.pose, moved[i]?.pose, turn),
    })),
  ];
  for (const thing of placed) paintShadow(picture, view, thing.look, thing.pose, light);
  const hands = staging.hands.flatMap((pose, i) => {
    const hand = act.hands[i];
    return pose && hand ? [{ hand, pose, smear: smearOf(pose, ends.hands[i], turn) }] : [];
  });
  if (light.shadow > LEAST_HAND_SHADOW) {
    for (const { hand, pose } of hands) paintHandShadow(picture, view, hand, pose, light);
  }
  for (const { hand, pose, smear } of hands) if (hand.behind) paintHand(picture, view, hand, pose, smear);
  // Nearer things hide farther ones.
  placed.sort((a, b) => a.pose.y + a.pose.lift - b.pose.y - b.pose.lift);
  for (const thing of placed) paintThing(picture, view, thing.look, thing.pose, light, thing.smear);
  for (const heap of staging.heapsOver) if (act.heap) paintHeap(picture, view, act.heap, heap);
  for (const { hand, pose, smear } of hands) if (!hand.behind) paintHand(picture, view, hand, pose, smear);
}

/** Returns the motion from one place to another, in world units. */
function motion(from: Place, to: Place): Smear {
  return [to.x - from.x, to.y - from.y];
}

/**
 * Returns the motion from one pose to another as seen by a camera that itself moves by `turn`. A thing that leaves
 * does not smear.
 */
function smearOf(pose: Place, ends: Place | undefined, turn: Smear): Smear {
  const [dx, dy] = ends ? motion(pose, ends) : [0, 0];
  return [dx - turn[0], dy - turn[1]];
}
