/**
 * e^x, tanh and the two sigmoids, for four numbers at once. NaN gives NaN, and no other input does.
 *
 * Method and coefficients are those of `expf` and `tanhf` in Cephes (S. L. Moshier, https://www.netlib.org/cephes,
 * single.tgz). Worst errors measured over 8 million draws each, in units in the last place: e^x 1.0 for x in [-87, 88];
 * tanh 1.4 (8e-8 absolute); the logistic sigmoid 2.5 for z in [-87, 87] (9e-8 absolute).
 */

/** Bounds of x: below the first, e^x stays at the smallest normal number, 1.2e-38; at the second it is infinity. */
const LOWEST: f32 = -87.33654;
const HIGHEST: f32 = 89;

/** ln 2 in two parts; the first has few enough bits that its product with an exponent is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
const LOG2_E: f32 = 1.44269504088896341;

/** Above this |x|, tanh is computed from e^2x; below, from a polynomial. */
const TANH_BY_EXP: f32 = 0.625;

/** Returns e^x of each lane. */
export function exp(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
  // x = n ln 2 + r, |r| <= ln 2 / 2.
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.98756915e-4);
  p = mulAdd(p, r, 1.3981999507e-3);
  p = mulAdd(p, r, 8.3334519073e-3);
  p = mulAdd(p, r, 4.1665795894e-2);
  p = mulAdd(p, r, 1.6666665459e-1);
  p = mulAdd(p, r, 5.0000001201e-1);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  // 2^n has n + 127 in its exponent bits; 255 there is infinity.
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(p, i32x4.shl(exponent, 23));
}

/** Returns tanh x of each lane. */
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const far = f32x4.sub(one, f32x4.div(two, f32x4.add(exp(f32x4.mul(size, two)), one)));
  const sign = v128.and(x, f32x4.splat(-0.0));
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = mulAdd(p, square, 2.06390887954e-2);
  p = mulAdd(p, square, -5.37397155531e-2);
  p = mulAdd(p, square, 1.33314422036e-1);
  p = mulAdd(p, square, -3.33332819422e-1);
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x);
  return v128.bitselect(v128.or(far, sign), near, f32x4.gt(size, f32x4.splat(TANH_BY_EXP)));
}

/** Returns a gate's activation s(z): clip(0.2 z + 0.5, 0, 1) if `hard`, else 1 / (1 + e^-z). */
export function squash(z: v128, hard: bool): v128 {
  const one = f32x4.splat(1);
  if (hard) {
    const line = mulAdd(z, f32x4.splat(0.2), 0.5);
    return f32x4.min(f32x4.max(line, f32x4.splat(0)), one);
  }
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(z))));
}

/** Returns ds/dz for s = squash(z). The slope of the hard sigmoid is 0.2 for |z| < 2.5 and 0 from there on. */
export function slope(z: v128, s: v128, hard: bool): v128 {
  if (hard) return v128.and(f32x4.lt(f32x4.abs(z), f32x4.splat(2.5)), f32x4.splat(0.2));
  return f32x4.mul(s, f32x4.sub(f32x4.splat(1), s));
}

/** Returns a b + c, rounded after each operation. */
function mulAdd(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}
