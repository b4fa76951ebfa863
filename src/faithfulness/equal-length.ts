/**
 * Necessity and sufficiency of a mask's frames, compared with as many other frames. Plain arithmetic: the masks to
 * score, and the comparison that their scores give.
 *
 * Inside: the mask's frames are perturbed, and the score falls if they are necessary. Outside: all other frames are
 * perturbed, and the score stays if the mask's frames suffice.
 *
 * Others are every window as long as the mask, and scattered draws. Scattered frames alone are too easy to beat: freezing
 * one frame here and one there hardly changes a clip. The mask is never among the others, and no two of them are equal:
 * `rankOf` counts the mask itself, once.
 */
import { shuffle } from "../base/prng.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { onlyShown, SHOWN_ON } from "../math/mask-runs.ts";
import { meanOf } from "../statistics/sample-summary.ts";
import type { AgainstEqualLength, InsideOutside } from "./faithfulness.ts";
import { windowMask, windowsOf } from "../math/windows.ts";

/** The masks compared: all hard, [T] each, with as many frames on as the mask under test. */
export interface EqualLengthMasks {
  readonly on: number;
  readonly effective: AgainstEqualLength["effective"];
  readonly mask: Float32Array;
  readonly random: readonly Float32Array[];
  readonly even: Float32Array;
  /** Every window of as many frames; if the mask is one of them, it is here too. */
  readonly windows: readonly Float32Array[];
}

/**
 * Returns a hard mask with its frames from `first` on shuffled. Frames before `first` have no effect and stay as they
 * are: a draw that spent a frame on them would lose for that reason alone.
 */
export function drawnAlike(mask: Float32Array, first: number, random: () => number): Float32Array {
  const drawn = mask.slice();
  shuffle(drawn.subarray(first), random);
  return drawn;
}

/** Number of tries for each draw asked for, after which a mask with few alternatives gets fewer draws. */
const TRIES_PER_DRAW = 20;

/** Returns up to `draws` masks drawn like `mask`, all different and none of them `mask`; fewer if there are not as many. */
function otherDraws(mask: Float32Array, first: number, draws: number, random: () => number): Float32Array[] {
  const own = String(mask);
  const drawn = new Map<string, Float32Array>();
  for (let tries = 0; tries < TRIES_PER_DRAW * draws && drawn.size < draws; tries++) {
    const one = drawnAlike(mask, first, random);
    if (String(one) !== own) drawn.set(String(one), one);
  }
  return [...drawn.values()];
}

/** Returns a mask with its frames from `first` on replaced. */
function laidOver(mask: Float32Array, first: number, frames: Float32Array): Float32Array {
  const laid = mask.slice();
  laid.set(frames, first);
  return laid;
}

/** Returns a hard mask [T] with `on` frames on, each in the middle of one of `on` equal parts of the clip. */
export function evenMask(T: number, on: number): Float32Array {
  const mask = new Float32Array(T);
  for (let i = 0; i < on; i++) mask[Math.floor(((i + 0.5) * T) / on)] = 1;
  return mask;
}

/**
 * Returns every mask that the comparison needs. Frames without effect stay as the mask has them; otherwise the other
 * masks would be easier to beat.
 *
 * @param first  first frame that has an effect.
 */
export function equalLengthMasks(
  mask: ArrayLike<number>,
  draws: number,
  random: () => number,
  first = 0,
): EqualLengthMasks {
  const hard = onlyShown(mask);
  const free = mask.length - first;
  const on = framesOn(hard.subarray(first), SHOWN_ON);
  return {
    on: framesOn(hard, SHOWN_ON),
    effective: { on, of: free },
    mask: hard,
    random: otherDraws(hard, first, draws, random),
    even: laidOver(hard, first, evenMask(free, on)),
    windows: windowsOf(free)
      .filter(([from, to]) => to - from + 1 === on)
      .map((window) => laidOver(hard, first, windowMask(free, window))),
  };
}

/** Returns a hard mask's complement. */
export function outsideOf(mask: Float32Array): Float32Array {
  return mask.map((on) => 1 - on);
}

/** Compares the masks, given the score of each mask and of its complement. */
export function compareEqualLength(
  { on, effective, mask, random, even, windows }: EqualLengthMasks,
  scoreOf: (mask: Float32Array) => number,
): AgainstEqualLength {
  const both = (one: Float32Array): InsideOutside => ({
    inside: scoreOf(one),
    outside: scoreOf(outsideOf(one)),
  });
  const anywhere = windows.map(both);
  const own = String(mask);
  return {
    on,
    effective,
    mask: both(mask),
    random: random.map(both),
    windows: anywhere.filter((_, i) => String(windows[i]) !== own),
    even: both(even),
    window:
      anywhere.length === 0
        ? null
        : {
            inside: meanOf(anywhere.map(({ inside }) => inside)),
            outside: meanOf(anywhere.map(({ outside }) => outside)),
          },
  };
}
