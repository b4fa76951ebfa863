/** Shared registration of the kernels for temporal perturbations y = W(m) x: a matrix per mask, [B, T] -> [B, T, T]. */
import { registerHostKernel } from "../host-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

/**
 * Registers the kernel on every backend.
 *
 * @param matrixOf  Returns W of one mask, [T] -> [T, T] row by row; the host kernels run it.
 * @param program   The same in WGSL, one thread per entry (b, t, s); its uniforms are "T : i32".
 */
export function registerMaskMatrix(
  name: string,
  matrixOf: (mask: ArrayLike<number>) => ArrayLike<number>,
  program: WgslProgram,
): void {
  registerHostKernel<unknown>({
    name,
    outputs: ([masks]) => [{ shape: [...masks!, masks![1]!], dtype: "float32" }],
    run: ([masks], [weights]) => {
      const [B, T] = masks!.shape as [number, number];
      for (let b = 0; b < B; b++) {
        weights!.values.set(matrixOf(masks!.values.subarray(b * T, (b + 1) * T)), b * T * T);
      }
    },
  });
  registerWebGpuKernel<unknown>(name, ([masks]) => {
    const [B, T] = masks!.shape as [number, number];
    return runWgsl(program, [masks!], { shape: [B, T, T], dtype: "float32" }, [T]);
  });
}
