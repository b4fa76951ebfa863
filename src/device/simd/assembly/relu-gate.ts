/** The gradient of a ReLU given its output. */

/** Computes gradX = gradY where y > 0, else 0; a NaN in y gives 0. */
export function reluGate(gradY: usize, y: usize, gradX: usize, count: usize): void {
  const zero = f32x4.splat(0);
  const bytes = count << 2;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    v128.store(gradX + i, v128.and(v128.load(gradY + i), f32x4.gt(v128.load(y + i), zero)));
  }
  for (; i < bytes; i += 4) store<i32>(gradX + i, load<f32>(y + i) > 0 ? load<i32>(gradY + i) : 0);
}
