/**
 * The WGSL with which 3-D convolution reads its factors and writes its result. Each part has a version for channel counts
 * divisible by four and one for any count. The product itself is in `conv3d-wgsl.ts`.
 */
import type { ConvolutionVariant } from "./conv3d-wgsl.ts";

/**
 * Returns WGSL that reads x for the pixel at `place` (its batch item's first frame, then t, y, x of the first tap): four
 * neighbouring channels, or one if the channels do not come in fours. Outside the clip x is 0.
 */
export function readX({ inFours, gated }: ConvolutionVariant): string {
  const zero = inFours ? "vec4<f32>(0.0)" : "0.0";
  const type = inFours ? "vec4<f32>" : "f32";
  return /* wgsl */ `
  fn readAt(place : vec4<i32>, tap : vec3<i32>, c : i32) -> ${type} {
    let t = place.y + tap.x;
    let y = place.z + tap.y;
    let x_ = place.w + tap.z;
    let size = uniforms.inSize;
    if (t < 0 || t >= size.x || y < 0 || y >= size.y || x_ < 0 || x_ >= size.z) { return ${zero}; }
    let at = (((place.x + t) * size.y + y) * size.z + x_) * uniforms.inChannels + c;
    return ${gated ? `select(${zero}, x[at], gate[at] > ${zero})` : "x[at]"};
  }${
    inFours
      ? ""
      : /* wgsl */ `
  fn readOne(share : Share, place : vec4<i32>, k : i32, end : i32) -> f32 {
    if (k >= end) { return 0.0; }
    var rest = k / uniforms.inChannels;
    let t = rest % share.taps.x; rest = rest / share.taps.x;
    return readAt(place, vec3<i32>(t, rest / share.taps.z, rest % share.taps.z), k % uniforms.inChannels);
  }`
  }`;
}

/** Returns WGSL that reads four neighbouring channels of one filter row; zeros beyond its edges. */
export function readWeights({ outFours }: ConvolutionVariant): string {
  return outFours
    ? /* wgsl */ `
  fn readWeights(row : i32, n : i32) -> vec4<f32> {
    if (n >= uniforms.outChannels) { return vec4<f32>(0.0); }
    return weights[row * uniforms.outChannels + n];
  }`
    : /* wgsl */ `
  fn readWeight(row : i32, n : i32) -> f32 {
    if (n >= uniforms.outChannels) { return 0.0; }
    return weights[row * uniforms.outChannels + n];
  }
  fn readWeights(row : i32, n : i32) -> vec4<f32> {
    return vec4<f32>(
      readWeight(row, 4 * n), readWeight(row, 4 * n + 1), readWeight(row, 4 * n + 2), readWeight(row, 4 * n + 3));
  }`;
}

/** Returns WGSL that adds the bias, applies the ReLU and stores four channels, or as many of them as exist. */
export function write({ outFours, biased }: ConvolutionVariant): string {
  const finish = (value: string, n: string, zero: string) => /* wgsl */ `
    var value = ${value}${biased ? ` + bias[${n}]` : ""};
    if (uniforms.relu == 1) { value = max(value, ${zero}); }`;
  return outFours
    ? /* wgsl */ `
  fn write(pixel : i32, n : i32, sum : vec4<f32>) {
    if (n >= uniforms.outChannels) { return; }
    ${finish("sum", "n", "vec4<f32>(0.0)")}
    result[pixel * uniforms.outChannels + n] = value;
  }`
    : /* wgsl */ `
  fn writeOne(pixel : i32, n : i32, sum : f32) {
    if (n >= uniforms.outChannels) { return; }
    ${finish("sum", "n", "0.0")}
    result[pixel * uniforms.outChannels + n] = value;
  }
  fn write(pixel : i32, n : i32, sum : vec4<f32>) {
    writeOne(pixel, 4 * n, sum.x);
    writeOne(pixel, 4 * n + 1, sum.y);
    writeOne(pixel, 4 * n + 2, sum.z);
    writeOne(pixel, 4 * n + 3, sum.w);
  }`;
}
