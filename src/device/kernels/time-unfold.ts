/**
 * LabTimeUnfold: lays the kt frames that a temporal filter sees side by side in channels, which turns a 3-D convolution
 * into one 2-D convolution over kt * C channels.
 *
 * [B, T, H, W, C] -> [B * T', H, W, kt * C]; frames outside the clip are zeros.
 */
import { registerHostKernel } from "../host-kernel.ts";

/** Name of the kernel, which the convolution kernels call. */
export const TIME_UNFOLD = "LabTimeUnfold";

/** A window that slides over time. */
export interface TimeWindow {
  /** Number of frames that the window spans, kt. */
  readonly kernel: number;
  readonly stride: number;
  /** Number of zero frames before the first one. */
  readonly before: number;
  /** Number of window positions, T'. */
  readonly out: number;
}

/** Registers the kernel on every backend. */
export function registerTimeUnfold(): void {
  registerHostKernel<TimeWindow>({
    name: TIME_UNFOLD,
    outputs: ([x], { kernel, out }) => {
      const [B, , H, W, C] = x as [number, number, number, number, number];
      return [{ shape: [B * out, H, W, kernel * C], dtype: "float32" }];
    },
    run: ([x], [y], { kernel, stride, before, out }) => {
      const [B, T, H, W, C] = x!.shape as [number, number, number, number, number];
      const source = x!.values;
      const target = y!.values;
      const frame = H * W * C;
      for (let row = 0; row < B * out; row++) {
        const b = Math.floor(row / out);
        for (let k = 0; k < kernel; k++) {
          const t = (row % out) * stride + k - before;
          const inside = t >= 0 && t < T;
          let from = (b * T + t) * frame;
          let to = row * frame * kernel + k * C;
          for (let pixel = 0; pixel < H * W; pixel++, from += C, to += kernel * C) {
            for (let c = 0; c < C; c++) target[to + c] = inside ? source[from + c]! : 0;
          }
        }
      }
    },
    simd: {
      run({ timeUnfold }, { inputs: [x], outputs: [y] }, { kernel, stride, before, out }) {
        const [B, T, H, W, C] = x!.shape as [number, number, number, number, number];
        timeUnfold(x!.offset, y!.offset, B, T, H * W, C, kernel, stride, before, out);
      },
    },
  });
}
