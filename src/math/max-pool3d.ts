/**
 * 3-D max pooling that remembers where each maximum was, and the gradient that follows from it.
 *
 * Padding never wins (it counts as -infinity; the released PyTorch I3D pads zeros, which after a ReLU is the
 * same). Of equal values the first in t, y, x order wins, as in PyTorch.
 */
import { sizeOf, type Shape5, type Triple } from "../base/shape.ts";

/** Everything about a pooling but its numbers. Padding before each axis; what lies beyond an end is ignored. */
export interface PoolSizes {
  /** [B, T, H, W, C]. */
  readonly input: Shape5;
  /** [B, T', H', W', C]. */
  readonly output: Shape5;
  readonly window: Triple;
  readonly strides: Triple;
  readonly before: Triple;
}

/**
 * Fills `y` with the maxima and `argmax` with their flat positions in x.
 *
 * @param x       input values, any sign.
 * @param y       output values, overwritten.
 * @param argmax  same size as y, overwritten.
 */
export function maxPool3d(x: Float32Array, y: Float32Array, argmax: Int32Array, sizes: PoolSizes): void {
  const [, T, H, W, C] = sizes.input;
  const [B, outT, outH, outW] = sizes.output;
  const { window, strides, before } = sizes;
  let yAt = 0;
  for (let b = 0; b < B; b++) {
    for (let ot = 0; ot < outT; ot++) {
      const t0 = ot * strides[0] - before[0];
      const tEnd = Math.min(t0 + window[0], T);
      for (let oy = 0; oy < outH; oy++) {
        const y0 = oy * strides[1] - before[1];
        const yEnd = Math.min(y0 + window[1], H);
        for (let ox = 0; ox < outW; ox++, yAt += C) {
          const x0 = ox * strides[2] - before[2];
          const xEnd = Math.min(x0 + window[2], W);
          let first = true;
          for (let t = Math.max(t0, 0); t < tEnd; t++) {
            for (let py = Math.max(y0, 0); py < yEnd; py++) {
              for (let px = Math.max(x0, 0); px < xEnd; px++) {
                const xAt = (((b * T + t) * H + py) * W + px) * C;
                for (let c = 0; c < C; c++) {
                  if (first || x[xAt + c]! > y[yAt + c]!) {
                    y[yAt + c] = x[xAt + c]!;
                    argmax[yAt + c] = xAt + c;
                  }
                }
                first = false;
              }
            }
          }
        }
      }
    }
  }
}

/** Sends each output's gradient to the input that won: overwrites `gradX`. */
export function maxPool3dGradient(gradY: Float32Array, argmax: Int32Array, gradX: Float32Array): void {
  gradX.fill(0);
  for (let i = 0; i < gradY.length; i++) gradX[argmax[i]!]! += gradY[i]!;
}

/** [B, T', H', W', C] and the padding before each axis under TensorFlow's SAME or VALID rule. */
export function poolSizes(
  input: Shape5,
  window: Triple,
  strides: Triple,
  rule: (n: number, kernel: number, stride: number) => { before: number; out: number },
): PoolSizes {
  const t = rule(input[1], window[0], strides[0]);
  const h = rule(input[2], window[1], strides[1]);
  const w = rule(input[3], window[2], strides[2]);
  const output: Shape5 = [input[0], t.out, h.out, w.out, input[4]];
  if (sizeOf(output) === 0) return { input, output, window, strides, before: [0, 0, 0] };
  return { input, output, window, strides, before: [t.before, h.before, w.before] };
}
