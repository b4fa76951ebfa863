/** Starting WASM: the number of threads, and the error when its heap is full. */
import * as tf from "@tensorflow/tfjs";
import { getThreadsCount, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { describe, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { selfCheck } from "../../../src/device/self-check.ts";
import { startWasm } from "../../../src/device/wasm-backend.ts";
import { labError } from "../../support/lab-error.ts";

const FILES = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
};

describe("startWasm", () => {
  test.each([1, 2, 1])("restarts on %i threads and computes correct gradients there", async (threads) => {
    expect(globalThis.crossOriginIsolated).toBe(true); // control: several threads are possible
    expect(await startWasm(FILES, threads)).toBe(threads === 1 ? "1 thread" : "2 threads");
    // TF.js reports the number of threads only for its threaded build.
    if (threads > 1) expect(getThreadsCount()).toBe(threads);
    expect(await selfCheck()).toBeNull();
  });

  test("measures how many threads are fastest, and reports the result", async () => {
    // Pretend that there are two cores beside the page's own, whatever this machine has.
    Object.defineProperty(navigator, "hardwareConcurrency", { value: 3, configurable: true });
    expect(await startWasm(FILES)).toMatch(
      /^(2 threads, [\d.]+ times as fast as 1 here|1 thread; 2 were no faster here)$/,
    );
    expect(tf.getBackend()).toBe("wasm");
    expect(await selfCheck()).toBeNull();
  });

  test("a full heap throws an error, and the tensors already there stay usable", async () => {
    await startWasm(FILES, 1);
    const backend = tf.backend() as unknown as BackendWasm;
    // Control: an allocation that fits succeeds.
    backend.disposeData(backend.makeOutput([2 ** 20], "float32").dataId);
    // 8 GiB is beyond 32-bit addresses; 3.9 GiB does not fit beside the heap's present content.
    for (const elements of [2 ** 31, 2 ** 30 - 2 ** 25]) {
      expect(() => {
        backend.makeOutput([elements], "float32");
        backend.makeOutput([elements], "float32");
      }).toThrow(labError("unsupported", ["memory"]));
    }
    expect(await selfCheck()).toBeNull();
  });
});
