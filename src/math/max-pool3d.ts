/**
 * 3-D max pooling that records where each maximum was, and its gradient.
 *
 * Padding counts as -infinity and so never wins. (The released PyTorch I3D pads zeros, which after a ReLU is the
 * same.) Among equal values the first in t, y, x order wins, as in PyTorch.
 */
import type { Shape5, Triple } from "../base/shape.ts";

/** Sizes of a pooling. `before` is the padding before each axis; positions beyond either end are ignored. */
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
 * Pools one axis after the other, width first: a window of 3 x 3 x 3 then costs 9 comparisons instead of 27. Of two
 * equal values each axis keeps the earlier, so the first in t, y, x order wins overall.
 *
 * @param x       input values, any sign.
 * @param y       output values, overwritten.
 * @param argmax  as long as y, overwritten.
 */
export function maxPool3d(x: Float32Array, y: Float32Array, argmax: Int32Array, sizes: PoolSizes): void {
  const [B, T, H, W, C] = sizes.input;
  const [, outT, outH, outW] = sizes.output;
  const { window, strides, before } = sizes;
  const along = (axis: 0 | 1 | 2) => ({ window: window[axis], stride: strides[axis], before: before[axis] });

  const inRows = { values: new Float32Array(B * T * H * outW * C), at: new Int32Array(B * T * H * outW * C) };
  poolAxis({ values: x, at: null }, inRows, {
    outer: B * T * H,
    length: W,
    out: outW,
    inner: C,
    ...along(2),
  });
  const inFrames = {
    values: new Float32Array(B * T * outH * outW * C),
    at: new Int32Array(B * T * outH * outW * C),
  };
  poolAxis(inRows, inFrames, { outer: B * T, length: H, out: outH, inner: outW * C, ...along(1) });
  poolAxis(
    inFrames,
    { values: y, at: argmax },
    { outer: B, length: T, out: outT, inner: outH * outW * C, ...along(0) },
  );
}

/** Values and the position in x that each came from; null if that is the value's own position. */
interface Maxima {
  readonly values: Float32Array;
  readonly at: Int32Array | null;
}

/** Maxima whose positions are recorded. */
interface Placed extends Maxima {
  readonly at: Int32Array;
}

/** Takes maxima along the middle axis of [outer, length, inner]. */
function poolAxis(
  from: Maxima,
  to: Placed,
  axis: {
    readonly outer: number;
    readonly length: number;
    readonly out: number;
    readonly inner: number;
    readonly window: number;
    readonly stride: number;
    readonly before: number;
  },
): void {
  const { outer, length, out, inner, window, stride, before } = axis;
  for (let o = 0; o < outer; o++) {
    for (let position = 0; position < out; position++) {
      const start = position * stride - before;
      const first = Math.max(start, 0);
      const end = Math.min(start + window, length);
      const toAt = (o * out + position) * inner;
      takeAll(from, (o * length + first) * inner, to, toAt, inner);
      for (let tap = first + 1; tap < end; tap++) {
        takeLarger(from, (o * length + tap) * inner, to, toAt, inner);
      }
    }
  }
}

/** Copies `count` values and their positions in x. */
function takeAll(from: Maxima, fromAt: number, to: Placed, toAt: number, count: number): void {
  for (let i = 0; i < count; i++) {
    to.values[toAt + i] = from.values[fromAt + i]!;
    to.at[toAt + i] = from.at ? from.at[fromAt + i]! : fromAt + i;
  }
}

/** Copies those values that are larger than what `to` holds, and their positions in x. */
function takeLarger(from: Maxima, fromAt: number, to: Placed, toAt: number, count: number): void {
  const { values, at } = to;
  for (let i = 0; i < count; i++) {
    const value = from.values[fromAt + i]!;
    if (value > values[toAt + i]!) {
      values[toAt + i] = value;
      at[toAt + i] = from.at ? from.at[fromAt + i]! : fromAt + i;
    }
  }
}

/** Adds each output's gradient to the input that won; overwrites `gradX`. */
export function maxPool3dGradient(gradY: Float32Array, argmax: Int32Array, gradX: Float32Array): void {
  gradX.fill(0);
  for (let i = 0; i < gradY.length; i++) gradX[argmax[i]!]! += gradY[i]!;
}

/** Returns the sizes of a pooling whose padding follows a rule of `base/shape.ts`. */
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
  return { input, output, window, strides, before: [t.before, h.before, w.before] };
}
