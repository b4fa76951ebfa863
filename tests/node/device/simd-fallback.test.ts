/** If the SIMD module does not start, WASM computes the same results with the plain kernels. */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { simdKernels } from "../../../src/device/simd/simd-kernels.ts";
import { kernelSuite } from "../../support/kernel-suite.ts";

const compile = vi.spyOn(WebAssembly, "Module").mockImplementation(function () {
  throw new WebAssembly.CompileError("no SIMD, or forbidden by a policy");
});

beforeAll(async () => {
  await tf.setBackend("wasm");
});
afterAll(() => {
  compile.mockRestore();
});

test("the module does not start, and only one attempt is made", () => {
  const backend = tf.backend() as unknown as BackendWasm;
  expect(simdKernels(backend)).toBeNull();
  expect(simdKernels(backend)).toBeNull();
  expect(compile).toHaveBeenCalledOnce();
});

kernelSuite("wasm");
