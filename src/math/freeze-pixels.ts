/**
 * Freeze perturbation with a separate mask for each pixel: y[0, p] = x[0, p]; y[t, p] = (1 - m[t, p]) x[t, p] + m[t,
 * p] y[t-1, p]. With a mask that is uniform over each frame it equals `math/freeze.ts`.
 */

/**
 * Returns the next frame of a frozen clip, given the one before. A player can so freeze a clip of any size frame by
 * frame.
 *
 * @param frame   [P, C] x[t], any range.
 * @param before  [P, C] y[t-1]; y[0] is the first frame itself. Keep it unrounded: rounding errors would add up over
 *                a long run.
 * @param mask    [P] m[t] in [0, 1]; 1 = perturbed.
 * @returns       [P, C] y[t], new.
 *
 * @example
 * freezeNextFrame([8, 8], [0, 0], [0.25, 1]); // [6, 0]
 */
export function freezeNextFrame(
  frame: ArrayLike<number>,
  before: ArrayLike<number>,
  mask: ArrayLike<number>,
): Float32Array {
  const C = frame.length / mask.length;
  const frozen = new Float32Array(frame.length);
  for (let p = 0, i = 0; p < mask.length; p++) {
    const m = mask[p]!;
    for (let c = 0; c < C; c++, i++) frozen[i] = (1 - m) * frame[i]! + m * before[i]!;
  }
  return frozen;
}

/**
 * Returns the freeze perturbation of T frames.
 *
 * @param frames  [T, P, C], any range.
 * @param masks   [T, P] in [0, 1]; masks[0] has no effect.
 * @returns       [T, P, C], new.
 */
export function freezePixelFrames(frames: Float32Array, masks: Float32Array, T: number): Float32Array {
  const [n, P] = [frames.length / T, masks.length / T];
  const frozen = new Float32Array(frames.length);
  let before = frames.subarray(0, n);
  frozen.set(before);
  for (let t = 1; t < T; t++) {
    before = freezeNextFrame(frames.subarray(t * n, (t + 1) * n), before, masks.subarray(t * P, (t + 1) * P));
    frozen.set(before, t * n);
  }
  return frozen;
}

/**
 * Computes the gradient of a loss with respect to the masks of `freezePixelFrames`.
 *
 * @param frozen      [T, P, C] result of `freezePixelFrames`.
 * @param gradFrozen  [T, P, C] gradient of the loss with respect to it.
 * @param gradMasks   [T, P], overwritten; row 0 becomes 0.
 */
export function freezePixelsGradient(
  frames: Float32Array,
  masks: Float32Array,
  frozen: Float32Array,
  gradFrozen: Float32Array,
  T: number,
  gradMasks: Float32Array,
): void {
  const [n, P] = [frames.length / T, masks.length / T];
  const C = n / P;
  gradMasks.fill(0);
  // Gradient that reaches y[t]: its own, plus m[t+1] times what reaches y[t+1].
  const reaching = Float64Array.from(gradFrozen.subarray((T - 1) * n));
  for (let t = T - 1; t > 0; t--) {
    for (let p = 0, i = 0; p < P; p++) {
      const m = masks[t * P + p]!;
      let sum = 0;
      for (let c = 0; c < C; c++, i++) {
        sum += reaching[i]! * (frozen[(t - 1) * n + i]! - frames[t * n + i]!);
        reaching[i] = gradFrozen[(t - 1) * n + i]! + m * reaching[i]!;
      }
      gradMasks[t * P + p] = sum;
    }
  }
}
