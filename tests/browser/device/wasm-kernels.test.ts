/** The kernel suites on WASM, in a heap shared between threads. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { expect, test } from "vitest";
import { simdKernels } from "../../../src/device/simd/simd-kernels.ts";
import { kernelSuite } from "../../support/kernel-suite.ts";
import { searchKernelSuite } from "../../support/search-kernel-suite.ts";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
});

kernelSuite("wasm");

test("the SIMD kernels run here too", async () => {
  await tf.setBackend("wasm");
  const backend = tf.backend() as unknown as BackendWasm;
  const { wasmMemory } = backend.wasm as unknown as { wasmMemory: WebAssembly.Memory };
  expect(wasmMemory.buffer).toBeInstanceOf(SharedArrayBuffer); // control
  expect(simdKernels(backend)).not.toBeNull();
});

searchKernelSuite("wasm");
