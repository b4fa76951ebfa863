/**
 * Necessity and sufficiency of a mask's frames, against other frames of equal number. Plain arithmetic: which masks to
 * score, and what their scores make.
 *
 * Inside: the frames themselves are perturbed, and the score falls if they are necessary. Outside: all others are, and
 * the score stays if the frames suffice.
 */
import { shuffle } from "../base/prng.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { meanOf } from "../math/sample-summary.ts";
import type { AgainstEqualLength, InsideOutside } from "./faithfulness.ts";
import { windowMask, windowsOf } from "../math/windows.ts";

/** The masks that are compared, all hard, [T] each, with as many frames on as the mask has. */
export interface EqualLengthMasks {
  readonly on: number;
  readonly effective: AgainstEqualLength["effective"];
  readonly mask: Float32Array;
  readonly random: readonly Float32Array[];
  readonly even: Float32Array;
  readonly windows: readonly Float32Array[];
}

/**
 * A hard mask with its frames from `first` on laid out anew at random. Those before it have no effect and stay as they
 * are: a draw that wasted a frame on them would be beaten by that alone.
 */
export function drawnAlike(mask: Float32Array, first: number, random: () => number): Float32Array {
  const drawn = mask.slice();
  shuffle(drawn.subarray(first), random);
  return drawn;
}

/** The same with the frames from `first` on replaced. */
function laidOver(mask: Float32Array, first: number, frames: Float32Array): Float32Array {
  const laid = mask.slice();
  laid.set(frames, first);
  return laid;
}

/** A hard mask [T] with `on` frames, each in the middle of one of `on` equal parts of the clip. */
export function evenMask(T: number, on: number): Float32Array {
  const mask = new Float32Array(T);
  for (let i = 0; i < on; i++) mask[Math.floor(((i + 0.5) * T) / on)] = 1;
  return mask;
}

/**
 * Every mask that the comparison needs. Frames without an effect stay as the mask has them: other frames would else be
 * easier to beat.
 *
 * @param first  frame from which on frames have an effect.
 */
export function equalLengthMasks(
  mask: ArrayLike<number>,
  draws: number,
  random: () => number,
  first = 0,
): EqualLengthMasks {
  const hard = Float32Array.from(mask, (m) => (m > SHOWN_ON ? 1 : 0));
  const free = mask.length - first;
  const on = framesOn(hard.subarray(first), SHOWN_ON);
  return {
    on: framesOn(hard, SHOWN_ON),
    effective: { on, of: free },
    mask: hard,
    random: Array.from({ length: draws }, () => drawnAlike(hard, first, random)),
    even: laidOver(hard, first, evenMask(free, on)),
    windows: windowsOf(free)
      .filter(([from, to]) => to - from + 1 === on)
      .map((window) => laidOver(hard, first, windowMask(free, window))),
  };
}

/** A mask's complement: what is perturbed outside it. */
export function outsideOf(mask: Float32Array): Float32Array {
  return mask.map((on) => 1 - on);
}

/** Compares, given the score of each mask and complement. */
export function compareEqualLength(
  { on, effective, mask, random, even, windows }: EqualLengthMasks,
  scoreOf: (mask: Float32Array) => number,
): AgainstEqualLength {
  const both = (one: Float32Array): InsideOutside => ({
    inside: scoreOf(one),
    outside: scoreOf(outsideOf(one)),
  });
  const anywhere = windows.map(both);
  return {
    on,
    effective,
    mask: both(mask),
    random: random.map(both),
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
