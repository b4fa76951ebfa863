/** The kernel suites on the backends that run in a browser. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import "@tensorflow/tfjs-backend-webgpu";
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

test("WASM runs the SIMD kernels here too, in a heap shared between threads", async () => {
  await tf.setBackend("wasm");
  const backend = tf.backend() as unknown as BackendWasm;
  const { wasmMemory } = backend.wasm as unknown as { wasmMemory: WebAssembly.Memory };
  expect(wasmMemory.buffer).toBeInstanceOf(SharedArrayBuffer); // control
  expect(simdKernels(backend)).not.toBeNull();
});

kernelSuite("webgpu");
searchKernelSuite("wasm");
searchKernelSuite("webgpu");
