/**
 * The WGSL of 3-D convolution: a matrix product, [pixels, K] by [K, channels], whose left factor is gathered from the
 * frames as needed and never stored. K runs over filter rows, filter columns, frames, channels.
 *
 * One program serves both passes. In the gradient of a strided convolution, all outputs whose positions have the same
 * remainder by the stride use the same taps. Together they form an ordinary convolution with only those taps ("split"),
 * so no product with a stuffed zero is ever computed.
 */
import type { WgslGroupProgram } from "../webgpu-kernel.ts";
import { extentOf, invocationsOf, type Tile } from "./conv3d-tiles.ts";
import { readWeights, readX, write } from "./conv3d-wgsl-io.ts";

/** The options that change the shader text; each combination has its own pipeline. */
export interface ConvolutionVariant {
  readonly tile: Tile;
  /** True if the number of channels of x is divisible by four. */
  readonly inFours: boolean;
  /** True if the number of channels of the result is divisible by four. */
  readonly outFours: boolean;
  /** True if x is taken as 0 wherever a second input of the same shape is not positive. */
  readonly gated: boolean;
  readonly biased: boolean;
  readonly split: boolean;
  /** True to multiply in float16 and add up in float32. */
  readonly half: boolean;
}

/** In the order in which `conv3d-webgpu.ts` passes them. Channels count in vec4s if divisible by four. Axes are t, y, x. */
const UNIFORMS =
  "inSize : vec3<i32>, outSize : vec3<i32>, kernel : vec3<i32>, strides : vec3<i32>, before : vec3<i32>, " +
  "batch : i32, inChannels : i32, outChannels : i32, groups : i32, relu : i32";

/** Returns the program of a variant. Inputs: x, weights, then the gate and the bias, if any. */
export function convolutionProgram(variant: ConvolutionVariant): WgslGroupProgram {
  const { tile, inFours, outFours, gated, biased, split, half } = variant;
  const inType = inFours ? "vec4<f32>" : "f32";
  const outType = outFours ? "vec4<f32>" : "f32";
  const flags = { inFours, outFours, gated, biased, split, half };
  const named = Object.entries(flags).flatMap(([name, on]) => (on ? [name] : []));
  return {
    key: ["conv3d", tile.name, ...named].join(" "),
    enable: half ? ["f16"] : [],
    inputs: [
      `x : ${inType}`,
      `weights : ${outType}`,
      ...(gated ? [`gate : ${inType}`] : []),
      ...(biased ? [`bias : ${outType}`] : []),
    ],
    outputs: [`result : ${outType}`],
    uniforms: UNIFORMS,
    workgroupSize: invocationsOf(tile),
    code: () =>
      [SHARE, split ? SPLIT : WHOLE, readX(variant), readWeights(variant), main(variant)].join("\n"),
  };
}

/** Returns the lines for `count` registers. */
function each(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join("\n");
}

/** Data that all outputs of a workgroup share. */
const SHARE = /* wgsl */ `
  struct Share {
    /** Number of outputs along each axis; position of the first one among all outputs; steps between them. */
    count : vec3<i32>, origin : vec3<i32>, apart : vec3<i32>,
    /** Number of taps along each axis; position in x of the first output's first tap; steps in x between outputs. */
    taps : vec3<i32>, first : vec3<i32>, step : vec3<i32>,
    /** Position of the first tap in the filter. */
    tap : vec3<i32>,
  }`;

const WHOLE = /* wgsl */ `
  fn shareOf(part : i32) -> Share {
    let none = vec3<i32>(0);
    return Share(
      uniforms.outSize, none, vec3<i32>(1), uniforms.kernel, none - uniforms.before, uniforms.strides, none);
  }
  fn filterRow(share : Share, k : i32, channels : i32) -> i32 { return k; }`;

/** The part number encodes the remainder by the stride along each axis. x is at (output + tap - before) / stride. */
const SPLIT = /* wgsl */ `
  fn shareOf(part : i32) -> Share {
    let s = uniforms.strides;
    let origin = vec3<i32>(part / (s.y * s.z), (part / s.z) % s.y, part % s.z);
    let tap = ((uniforms.before - origin) % s + s) % s;
    let taps = max((uniforms.kernel - tap + s - 1) / s, vec3<i32>(0));
    let count = max((uniforms.outSize - origin + s - 1) / s, vec3<i32>(0));
    return Share(count, origin, s, taps, (origin + tap - uniforms.before) / s, vec3<i32>(1), tap);
  }
  fn filterRow(share : Share, k : i32, channels : i32) -> i32 {
    var rest = k / channels;
    let t = rest % share.taps.x; rest = rest / share.taps.x;
    let at = share.tap + uniforms.strides * vec3<i32>(t, rest / share.taps.z, rest % share.taps.z);
    return ((at.y * uniforms.kernel.z + at.z) * uniforms.kernel.x + at.x) * channels + k % channels;
  }`;

/**
 * Returns the WGSL of the product. In each round the invocations fetch a strip of both factors into registers, multiply
 * the previous strip in shared memory while the fetch is under way, and then store the new strip there. Loops over
 * registers are unrolled here because not every driver does it.
 */
function main(variant: ConvolutionVariant): string {
  const { tile, inFours, outFours, split, half } = variant;
  const { columns, lines, slices, pixels, vectors, depth } = tile;
  const invocations = invocationsOf(tile);
  const extent = extentOf(tile);
  const deep = depth * slices;
  const xFetches = (extent.pixels * deep) / invocations;
  const wFetches = (4 * deep * extent.channels4) / invocations;
  const type = half ? "vec4<f16>" : "vec4<f32>";
  const fetch = [
    each(xFetches, (i) =>
      inFours
        ? `if (tap.y < share.taps.y) { x${i} = readAt(place${i}, tap, c); } else { x${i} = vec4<f32>(0.0); }`
        : `x${i} = vec4<f32>(${[0, 1, 2, 3].map((e) => `readOne(share, place${i}, k + ${e}, end)`).join(", ")});`,
    ),
    each(
      wFetches,
      (i) => /* wgsl */ `
      w${i} = vec4<f32>(0.0);
      let row${i} = strip + (local + ${i * invocations}) / ${extent.channels4};
      if (row${i} < end) { w${i} = readWeights(filterRow(share, row${i}, channels), column); }`,
    ),
  ].join("\n");

  const advance = inFours
    ? /* wgsl */ `
      loop {
        if (c < uniforms.inChannels || tap.y >= share.taps.y) { break; }
        c -= uniforms.inChannels;
        tap.x += 1;
        if (tap.x == share.taps.x) { tap.x = 0; tap.z += 1; }
        if (tap.z == share.taps.z) { tap.z = 0; tap.y += 1; }
      }`
    : "";

  return /* wgsl */ `
  var<workgroup> tileX : array<${type}, ${extent.pixels * deep}>;
  var<workgroup> tileW : array<${type}, ${4 * deep * extent.channels4}>;
  ${slices > 1 ? `var<workgroup> parts : array<vec4<f32>, ${(slices - 1) * columns * lines * pixels * vectors}>;` : ""}

  /** Returns first frame, t, y and x where output number m starts to read; far outside if m is beyond the end. */
  fn placeOf(share : Share, m : i32, outputs : i32) -> vec4<i32> {
    if (m >= outputs) { return vec4<i32>(0, -${FAR}, 0, 0); }
    let x = m % share.count.z;
    var rest = m / share.count.z;
    let y = rest % share.count.y; rest = rest / share.count.y;
    let first = share.first + share.step * vec3<i32>(rest % share.count.x, y, x);
    return vec4<i32>(rest / share.count.x * uniforms.inSize.x, first);
  }

  fn main(group : i32, local : i32) {
    let share = shareOf(group / uniforms.groups);
    let outputs = uniforms.batch * share.count.x * share.count.y * share.count.z;
    let channels = uniforms.inChannels${inFours ? " * 4" : ""};
    let end = share.taps.x * share.taps.y * share.taps.z * channels;
    let across = (uniforms.outChannels + ${(outFours ? 1 : 4) * extent.channels4 - 1}) / ${(outFours ? 1 : 4) * extent.channels4};
    let m0 = (group % uniforms.groups) / across * ${extent.pixels};
    let n0 = (group % uniforms.groups) % across * ${extent.channels4};
    let column = n0 + local % ${extent.channels4};
    let lx = local % ${columns};
    let ly = local / ${columns} % ${lines};
    let slice = local / ${columns * lines};

    ${each(xFetches, (i) => `let place${i} = placeOf(share, m0 + (local + ${i * invocations}) / ${deep}, outputs);`)}
    ${each(xFetches, (i) => `var x${i} : vec4<f32>;`)}
    ${each(wFetches, (i) => `var w${i} : vec4<f32>;`)}
    ${each(pixels * vectors, (i) => `var sum${i} = vec4<f32>(0.0);`)}
    ${inFours ? `var tap = vec3<i32>(0); var c = local % ${deep};` : `var k = local % ${deep} * 4;`}
    var strip = 0;
    loop {
      if (strip < end) {
        ${advance}
        ${fetch}
      }
      if (strip > 0) {
        ${multiply(variant)}
      }
      workgroupBarrier();
      if (strip >= end) { break; }
      ${each(xFetches, (i) => `tileX[local + ${i * invocations}] = ${type}(x${i});`)}
      ${each(wFetches, (i) => `tileW[local + ${i * invocations}] = ${type}(w${i});`)}
      workgroupBarrier();
      strip += ${4 * deep};
      ${inFours ? `c += ${deep};` : `k += ${4 * deep};`}
    }
    ${slices > 1 ? joinSlices(tile) : ""}
    ${each(
      pixels,
      (i) => /* wgsl */ `
    if (${slices > 1 ? "slice == 0 && " : ""}m0 + ly + ${i * lines} < outputs) {
      let m = m0 + ly + ${i * lines};
      let pixel = ${split ? "placeAmongAll(share, m)" : "m"};
      ${each(vectors, (j) => `write(pixel, n0 + lx + ${j * columns}, sum${i * vectors + j});`)}
    }`,
    )}
  }
  ${split ? PLACE_AMONG_ALL : ""}
  ${write(variant)}`;
}

/** Returns WGSL that adds the products of one slice's part of the strip in shared memory to the sums. */
function multiply({ tile, half }: ConvolutionVariant): string {
  const { columns, lines, slices, pixels, vectors, depth } = tile;
  const sum = half ? "half" : "sum";
  const wide = extentOf(tile).channels4;
  const products = (e: number, j: number) => /* wgsl */ `
      let right${e}_${j} = tileW[(4 * q + ${e}) * ${wide} + lx + ${j * columns}];
      ${each(pixels, (i) => `${sum}${i * vectors + j} += left${i}.${"xyzw"[e]!} * right${e}_${j};`)}`;
  return /* wgsl */ `
    ${half ? each(pixels * vectors, (i) => `var half${i} = vec4<f16>(0.0);`) : ""}
    for (var q = slice * ${depth}; q < slice * ${depth} + ${depth}; q++) {
      ${each(pixels, (i) => `let left${i} = tileX[(ly + ${i * lines}) * ${depth * slices} + q];`)}
      ${each(4, (e) => each(vectors, (j) => products(e, j)))}
    }
    ${half ? each(pixels * vectors, (i) => `sum${i} += vec4<f32>(half${i});`) : ""}`;
}

/** A position beyond any clip's length, yet too small for i32 arithmetic to overflow. */
const FAR = 1 << 24;

/** Returns the flat position, among all outputs, of output number m of a share. */
const PLACE_AMONG_ALL = /* wgsl */ `
  fn placeAmongAll(share : Share, m : i32) -> i32 {
    let x = m % share.count.z;
    var rest = m / share.count.z;
    let y = rest % share.count.y; rest = rest / share.count.y;
    let at = share.origin + share.apart * vec3<i32>(rest % share.count.x, y, x);
    let size = uniforms.outSize;
    return ((rest / share.count.x * size.x + at.x) * size.y + at.y) * size.z + at.z;
  }`;

/** Returns WGSL in which the first slice adds the sums of the others to its own, in order. */
function joinSlices({ columns, lines, slices, pixels, vectors }: Tile): string {
  const seats = columns * lines;
  const sums = Array.from({ length: pixels * vectors }, (_, i) => `sum${i}`);
  const at = (slice: string, i: number) =>
    `parts[((${slice} - 1) * ${sums.length} + ${i}) * ${seats} + local % ${seats}]`;
  return /* wgsl */ `
    if (slice > 0) { ${sums.map((sum, i) => `${at("slice", i)} = ${sum};`).join(" ")} }
    workgroupBarrier();
    if (slice == 0) {
      for (var other = 1; other < ${slices}; other++) { ${sums.map((sum, i) => `${sum} += ${at("other", i)};`).join(" ")} }
    }`;
}
