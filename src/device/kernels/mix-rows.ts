/**
 * LabMixRows: y[r, i] = sum over s of w[r, s] rows[s, i], and its gradient with respect to w,
 * dW[r, s] = sum over i of dy[r, i] rows[s, i]. There are few weights and very long rows, so reading the rows sets the
 * speed of both.
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

/** Number of mixtures that one invocation adds up in registers, so that it reads a row only once for all of them. */
const MIXED = 8;

/** Rows per workgroup of the gradient: its invocations divide their length among them, for `MIXED` mixtures. */
const ROWS = 2;
const SUMS = MIXED * ROWS;
const WORKGROUP = 128;
/** Number of invocations that add up the parts of one sum. */
const LANES = WORKGROUP / SUMS;

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join("\n");

/** One invocation per i (four neighbours if the row length is divisible by four) and `MIXED` neighbouring r. */
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
      // A mixture beyond the last repeats the last and is not stored.
      ${times(MIXED, (k) => `var sum${k} = ${type}(0.0); let w${k} = min(r + ${k}, uniforms.R - 1) * uniforms.S;`)}
      for (var s = 0; s < uniforms.S; s++) {
        let value = rows[s * uniforms.n + i];
        ${times(MIXED, (k) => `sum${k} += w[w${k} + s] * value;`)}
      }
      ${times(MIXED, (k) => `if (r + ${k} < uniforms.R) { result[(r + ${k}) * uniforms.n + i] = sum${k}; }`)}`,
  };
};

/** One workgroup per `MIXED` neighbouring r and `ROWS` neighbouring s. The summation order is fixed, so runs repeat. */
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

        // First each lane adds up its share of one sum's parts; then one invocation per sum adds up the lanes' results.
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
  // WASM packs a product's right factor once and caches it while the tensor lives, so mixing the same rows again is cheap.
  registerComposition<unknown>(FORWARD, ([w, rows]) => tf.matMul(w as tf.Tensor2D, rows as tf.Tensor2D));
  // Compute dY rows^T as (rows dY^T)^T, so that WASM packs the few columns of dY^T and not the many of rows^T.
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

/** Computes y, [R, n], from w, [R, S], and rows, [S, n]. Not differentiable by itself. */
export function runMixRows(w: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return runLabKernel(FORWARD, [w, rows])[0] as tf.Tensor2D;
}

/** Computes the gradient with respect to w, [R, S], from gradY, [R, n], and rows, [S, n]. */
export function runMixRowsGradient(gradY: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return runLabKernel(GRADIENT, [gradY, rows])[0] as tf.Tensor2D;
}

/** Returns the sizes; n counts in vec4s if it is divisible by four. */
function sizesOf(R: number, rows: tf.TensorInfo): [R: number, S: number, n: number, inFours: boolean] {
  const [S, n] = rows.shape as [number, number];
  return n % 4 === 0 ? [R, S, n / 4, true] : [R, S, n, false];
}
