/**
 * LabMixRows: y[r, i] = sum over s of w[r, s] rows[s, i], and its gradient with respect to w,
 * dW[r, s] = sum over i of dy[r, i] rows[s, i]. A few weights, very long rows: both are as fast as rows can be read.
 */
import * as tf from "@tensorflow/tfjs";
import { registerComposition, runLabKernel } from "../lab-kernel.ts";
import {
  registerWebGpuKernel,
  runWgslFor,
  runWgslGroups,
  type WgslGroupProgram,
  type WgslProgram,
} from "../webgpu-kernel.ts";

const FORWARD = "LabMixRows";
const GRADIENT = "LabMixRowsGradient";

/** Mixtures that one invocation adds up in registers, so that it reads a row once for all of them. */
const MIXED = 8;

/** The gradient's workgroup: its invocations share out the length of two rows, against `MIXED` mixtures. */
const ROWS = 2;
const SUMS = MIXED * ROWS;
const WORKGROUP = 128;
/** Invocations that add up one sum's parts. */
const LANES = WORKGROUP / SUMS;

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join("\n");

/** One invocation an i (four neighbours where rows come in fours) and `MIXED` neighbouring r. */
const mixProgram = (inFours: boolean): WgslProgram => {
  const type = inFours ? "vec4<f32>" : "f32";
  return {
    key: `mix_rows${inFours ? " inFours" : ""}`,
    inputs: ["w", `rows : ${type}`],
    outputs: [`result : ${type}`],
    uniforms: "R : i32, S : i32, n : i32",
    body: () => /* wgsl */ `
      let i = index % uniforms.n;
      let r = index / uniforms.n * ${MIXED};
      // A mixture beyond the last repeats the last, and is not stored.
      ${times(MIXED, (k) => `var sum${k} = ${type}(0.0); let w${k} = min(r + ${k}, uniforms.R - 1) * uniforms.S;`)}
      for (var s = 0; s < uniforms.S; s++) {
        let value = rows[s * uniforms.n + i];
        ${times(MIXED, (k) => `sum${k} += w[w${k} + s] * value;`)}
      }
      ${times(MIXED, (k) => `if (r + ${k} < uniforms.R) { result[(r + ${k}) * uniforms.n + i] = sum${k}; }`)}`,
  };
};

/** One workgroup `MIXED` neighbouring r and `ROWS` neighbouring s. Sums in a fixed order: equal runs, equal gradients. */
const gradientProgram = (inFours: boolean): WgslGroupProgram => {
  const type = inFours ? "vec4<f32>" : "f32";
  const product = (a: string, b: string) => (inFours ? `dot(${a}, ${b})` : `${a} * ${b}`);
  return {
    key: `mix_rows_gradient${inFours ? " inFours" : ""}`,
    inputs: [`gradY : ${type}`, `rows : ${type}`],
    uniforms: "R : i32, S : i32, n : i32",
    workgroupSize: WORKGROUP,
    code: () => /* wgsl */ `
      var<workgroup> parts : array<f32, ${SUMS * WORKGROUP}>;
      fn main(group : i32, local : i32) {
        let across = (uniforms.S + ${ROWS - 1}) / ${ROWS};
        let r = group / across * ${MIXED};
        let s = group % across * ${ROWS};
        ${times(MIXED, (k) => `let y${k} = min(r + ${k}, uniforms.R - 1) * uniforms.n;`)}
        ${times(ROWS, (j) => `let row${j} = min(s + ${j}, uniforms.S - 1) * uniforms.n;`)}
        ${times(SUMS, (k) => `var sum${k} = 0.0;`)}
        for (var i = local; i < uniforms.n; i += ${WORKGROUP}) {
          ${times(ROWS, (j) => `let value${j} = rows[row${j} + i];`)}
          ${times(
            MIXED,
            (k) => `
          let dy${k} = gradY[y${k} + i];
          ${times(ROWS, (j) => `sum${k * ROWS + j} += ${product(`dy${k}`, `value${j}`)};`)}`,
          )}
        }
        ${times(SUMS, (k) => `parts[${k * WORKGROUP} + local] = sum${k};`)}
        workgroupBarrier();

        // First each lane adds up its share of one sum's parts, then one invocation a sum those of the lanes.
        let first = local / ${LANES} * ${WORKGROUP} + local % ${LANES};
        for (var other = ${LANES}; other < ${WORKGROUP}; other += ${LANES}) { parts[first] += parts[first + other]; }
        workgroupBarrier();
        if (local < ${SUMS} && r + local / ${ROWS} < uniforms.R && s + local % ${ROWS} < uniforms.S) {
          var sum = 0.0;
          for (var lane = 0; lane < ${LANES}; lane++) { sum += parts[local * ${WORKGROUP} + lane]; }
          result[(r + local / ${ROWS}) * uniforms.S + s + local % ${ROWS}] = sum;
        }
      }`,
  };
};

/** Registers both kernels on every backend. */
export function registerMixRows(): void {
  // On WASM a product's right factor is packed once for as long as it lives, so the same rows mix cheaply again.
  registerComposition<unknown>(FORWARD, ([w, rows]) => tf.matMul(w as tf.Tensor2D, rows as tf.Tensor2D));
  // dY rows^T, computed as (rows dY^T)^T: so WASM packs the few columns of dY^T and not the many of rows^T.
  registerComposition<unknown>(GRADIENT, ([gradY, rows]) =>
    tf.transpose(tf.matMul(rows as tf.Tensor2D, tf.transpose(gradY as tf.Tensor2D))),
  );

  registerWebGpuKernel<unknown>(FORWARD, ([w, rows]) => {
    const [R, S, n, inFours] = sizesOf(w!.shape[0]!, rows!);
    const output = { shape: [R, rows!.shape[1]!], dtype: "float32" } as const;
    return runWgslFor(Math.ceil(R / MIXED) * n, mixProgram(inFours), [w!, rows!], [output], [R, S, n]);
  });
  registerWebGpuKernel<unknown>(GRADIENT, ([gradY, rows]) => {
    const [R, S, n, inFours] = sizesOf(gradY!.shape[0]!, rows!);
    const groups = Math.ceil(R / MIXED) * Math.ceil(S / ROWS);
    const output = { shape: [R, S], dtype: "float32" } as const;
    return runWgslGroups(groups, gradientProgram(inFours), [gradY!, rows!], [output], [R, S, n]);
  });
}

/** y, [R, n]. Not differentiable by itself. w: [R, S]; rows: [S, n]. */
export function runMixRows(w: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return runLabKernel(FORWARD, [w, rows])[0] as tf.Tensor2D;
}

/** Gradient with respect to w, [R, S]. gradY: [R, n]; rows: [S, n]. */
export function runMixRowsGradient(gradY: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return runLabKernel(GRADIENT, [gradY, rows])[0] as tf.Tensor2D;
}

/** The length counts in vec4s where it comes in fours. */
function sizesOf(R: number, rows: tf.TensorInfo): [R: number, S: number, n: number, inFours: boolean] {
  const [S, n] = rows.shape as [number, number];
  return n % 4 === 0 ? [R, S, n / 4, true] : [R, S, n, false];
}
