/**
 * What a first convolution makes of each source picture, so that mixing pictures costs only mixing.
 *
 * Every operator gives y = W x, linear in S source pictures (`math/sources.ts`), and a convolution is linear too:
 *   conv(W x)[t'] = sum over k, s of W[t' stride + k - before, s] * (filter[k] applied to picture s).
 * The bracket depends on the clip alone: compute it once, and every step of a search only mixes. Exact, not an
 * approximation; and the gradient with respect to W needs no transposed convolution.
 */
import * as tf from "@tensorflow/tfjs";
import type { PaddingRule, Triple } from "../../base/shape.ts";
import { runConv3d } from "../kernels/conv3d.ts";
import { paddingOf, type Conv3dFilter } from "./conv3d-filter.ts";
import { mixRows } from "./mix-rows.ts";

/**
 * Most bytes of one tensor of responses. A full-width I3D at 224 x 224 needs 360 MB of them, but WebGPU promises no
 * more than 128 MiB a binding, so they are kept by groups of temporal taps.
 */
const MOST_BYTES = 2 ** 27;

/** Numbers that a first layer gives a number of the clip's: 2.7 in I3D, 11 without strides and with 32 channels. */
const LAYER_GROWTH = 8;

/** Some of the filter's taps on some of the source pictures. */
interface TapGroup {
  /** [taps * count, h * w * out]: tap k applied to source first + s in row k * count + s. */
  readonly rows: tf.Tensor2D;
  /** [T' * taps, T] of zeros and ones: which frame of the mixed clip tap k of output t' looks at. */
  readonly looks: tf.Tensor2D;
  /** The sources that it is about. */
  readonly first: number;
  readonly count: number;
}

/** What `FrameResponses.of` can be told. */
export interface RespondOptions {
  /** Frames of the clips that are mixed. Default: as many as there are sources. */
  readonly T?: number | undefined;
  /** Of one tensor; at least one tap's responses go into each. */
  readonly mostBytes?: number;
}

/** Responses of one clip's source pictures to one first layer. The maker disposes it. */
export class FrameResponses {
  private constructor(
    private readonly groups: readonly TapGroup[],
    private readonly bias: tf.Tensor1D,
    private readonly shape: readonly [T: number, outT: number, h: number, w: number, out: number],
    private readonly growth: number,
    private readonly owned: readonly tf.Tensor[],
  ) {}

  /**
   * Applies every temporal tap of the filter to every source picture.
   *
   * @param frames  [1, S, H, W, C]; stays the caller's. Memory: kt S h w out floats.
   */
  static of(
    frames: tf.Tensor5D,
    filter: Conv3dFilter,
    strides: Triple,
    padding: PaddingRule,
    { T = frames.shape[1], mostBytes = MOST_BYTES }: RespondOptions = {},
  ): FrameResponses {
    const [, S, H, W] = frames.shape;
    const [kt, kh, kw, C, O] = filter.shape;
    const [time, height, width] = paddingOf([1, T, H, W, C], filter, strides, padding);
    const single = { before: 0, after: 0, out: S };
    const rowsOf = (first: number, count: number) =>
      tf.tidy(() => {
        // [kh, kw, kt * C, O] -> [kh, kw, C, count * O]: some taps at once, each on a single picture.
        const perTap = tf
          .slice(filter.forward.reshape([kh * kw, kt, C, O]), [0, first, 0, 0], [kh * kw, count, C, O])
          .transpose([0, 2, 1, 3])
          .reshape<tf.Tensor4D>([kh, kw, C, count * O]);
        const responses = runConv3d(frames, perTap, null, {
          frames: 1,
          strides: [1, strides[1], strides[2]],
          axes: [single, height, width],
          relu: false,
        });
        return responses
          .reshape([S, height.out * width.out, count, O])
          .transpose([2, 0, 1, 3])
          .reshape<tf.Tensor2D>([count * S, height.out * width.out * O]);
      });
    const looksOf = (first: number, count: number) => {
      const looks = new Float32Array(time.out * count * T);
      for (let t = 0; t < time.out; t++) {
        for (let k = 0; k < count; k++) {
          const at = t * strides[0] + first + k - time.before;
          if (at >= 0 && at < T) looks[(t * count + k) * T + at] = 1;
        }
      }
      return tf.tensor2d(looks, [time.out * count, T]);
    };

    const tapBytes = Float32Array.BYTES_PER_ELEMENT * S * height.out * width.out * O;
    const most = Math.max(Math.floor(mostBytes / tapBytes), 1);
    const groups: TapGroup[] = [];
    for (let first = 0; first < kt; first += most) {
      const count = Math.min(most, kt - first);
      const [rows, looks] = [tf.keep(rowsOf(first, count)), tf.keep(looksOf(first, count))];
      groups.push({ rows, looks, first: 0, count: S });
    }
    const shape = [T, time.out, height.out, width.out, O] as const;
    return FrameResponses.owning(groups, tf.keep(filter.bias.clone()), shape, 1);
  }

  /**
   * The pictures themselves, for a network whose first layer is not ours to take apart: `mix` gives mixed clips.
   *
   * @param frames  [1, S, H, W, C]; stays the caller's. Memory: as much again.
   * @param T       frames of the clips that are mixed.
   */
  static ofFrames(frames: tf.Tensor5D, T = frames.shape[1]): FrameResponses {
    const [, S, H, W, C] = frames.shape;
    const group = tf.tidy(() => ({
      rows: tf.keep(frames.reshape<tf.Tensor2D>([S, H * W * C]).clone()),
      looks: tf.keep(tf.eye(T)),
      first: 0,
      count: S,
    }));
    const bias = tf.keep(tf.zeros<tf.Rank.R1>([C]));
    return FrameResponses.owning([group], bias, [T, T, H, W, C], LAYER_GROWTH);
  }

  private static owning(
    groups: readonly TapGroup[],
    bias: tf.Tensor1D,
    shape: FrameResponses["shape"],
    growth: number,
  ): FrameResponses {
    const owned = [bias, ...groups.flatMap(({ rows, looks }) => [rows, looks])];
    return new FrameResponses(groups, bias, shape, growth, owned);
  }

  /**
   * These responses with those of more sources behind them, without a copy.
   *
   * @param more  of the same layer, for clips of the same T. What is returned takes it over: disposing that frees it,
   *              while these responses stay their maker's and must live as long.
   */
  with(more: FrameResponses): FrameResponses {
    const own = this.groups.reduce((most, { first, count }) => Math.max(most, first + count), 0);
    const behind = more.groups.map((group) => ({ ...group, first: own + group.first }));
    return new FrameResponses([...this.groups, ...behind], this.bias, this.shape, this.growth, more.owned);
  }

  /** Bytes of what `mix` gives for one clip, or where that is pixels of what a first layer may make of them. */
  get mixedBytes(): number {
    const [, outT, h, w, O] = this.shape;
    return Float32Array.BYTES_PER_ELEMENT * outT * h * w * O * this.growth;
  }

  /**
   * The layer's output for the mixed clips, bias added, before any activation.
   *
   * @param weights  [B, T, S], W of y = W x for each clip; stays the caller's. Sources that it has no column for, the
   *                 last ones, take no part and cost nothing; those of one `with` come and go together.
   * @returns        [B, T', h, w, out], new; differentiable in the weights.
   */
  mix(weights: tf.Tensor3D): tf.Tensor5D {
    const [T, outT, h, w, O] = this.shape;
    const [B, , S] = weights.shape;
    return tf.tidy(() => {
      const used = this.groups.filter(({ first }) => first < S);
      const mixed = used.map(({ rows, looks, first, count }) => {
        const columns = count === S ? weights : tf.slice(weights, [0, 0, first], [B, T, count]);
        const ofTaps = tf.matMul(tf.tile(looks.expandDims<tf.Tensor3D>(0), [B, 1, 1]), columns);
        return mixRows(ofTaps.reshape([B * outT, (looks.shape[0] / outT) * count]), rows);
      });
      const sum = mixed.reduce((a, b) => tf.add(a, b)).reshape<tf.Tensor4D>([B * outT, h, w, O]);
      return tf.add(sum, this.bias).reshape([B, outT, h, w, O]);
    });
  }

  /** Frees the responses. */
  dispose(): void {
    tf.dispose([...this.owned]);
  }
}
