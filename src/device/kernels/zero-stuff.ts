/**
 * LabZeroStuff: puts stride - 1 zeros between neighbours along time, height and width, which turns the input gradient of
 * a strided convolution into an ordinary convolution.
 *
 * [B, T, H, W, C] -> [B, (T-1) st + 1, (H-1) sh + 1, (W-1) sw + 1, C].
 */
import { type Shape5, type Triple } from "../../base/shape.ts";
import { registerHostKernel } from "../host-kernel.ts";

/** Name of the kernel, which the convolution kernels call. */
export const ZERO_STUFF = "LabZeroStuff";

interface Attributes {
  readonly strides: Triple;
}

/** Registers the kernel on every backend. */
export function registerZeroStuff(): void {
  registerHostKernel<Attributes>({
    name: ZERO_STUFF,
    outputs: ([x], { strides }) => [
      { shape: stuffedShape(x as unknown as Shape5, strides), dtype: "float32" },
    ],
    run: ([x], [y], { strides }) => {
      const [B, T, H, W, C] = x!.shape as unknown as Shape5;
      const [, outT, outH, outW] = y!.shape as unknown as Shape5;
      const source = x!.values;
      const target = y!.values;
      target.fill(0);
      for (let b = 0; b < B; b++) {
        for (let t = 0; t < T; t++) {
          for (let h = 0; h < H; h++) {
            const from = ((b * T + t) * H + h) * W * C;
            const to = ((b * outT + t * strides[0]) * outH + h * strides[1]) * outW * C;
            for (let w = 0; w < W; w++) {
              for (let c = 0; c < C; c++) target[to + w * strides[2] * C + c] = source[from + w * C + c]!;
            }
          }
        }
      }
    },
    simd: {
      run: ({ zeroStuff }, { inputs: [x], outputs: [y] }, { strides }) =>
        zeroStuff(x!.offset, y!.offset, ...(x!.shape as unknown as Shape5), ...strides),
    },
  });
}

function stuffedShape([B, T, H, W, C]: Shape5, [st, sh, sw]: Triple): Shape5 {
  return [B, (T - 1) * st + 1, (H - 1) * sh + 1, (W - 1) * sw + 1, C];
}
