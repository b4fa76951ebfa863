/** Measures each TF.js kernel's share of a step's time. */
import * as tf from "@tensorflow/tfjs";
import type { KernelTimes } from "../protocol.ts";

/** Name of the time outside kernels: TF.js' own bookkeeping, and ours. */
const REST = "(outside kernels)";

/**
 * Times every kernel of the current backend over some steps. Works on backends that compute synchronously, WASM and
 * CPU. The original kernels are restored afterwards.
 *
 * @returns  ms per step, most expensive kernel first, the time outside kernels last.
 */
export async function timeKernels(step: () => Promise<unknown>, repetitions: number): Promise<KernelTimes[]> {
  const backendName = tf.getBackend();
  const totals = new Map<string, { calls: number; ms: number[] }>();
  let current = new Map<string, { calls: number; ms: number }>();
  // Time of kernels called by the current kernel; it counts only for those.
  let nestedMs = 0;
  const originals = tf.getKernelsForBackend(backendName);
  const register = (kernels: readonly tf.KernelConfig[]) => {
    for (const kernel of kernels) {
      tf.unregisterKernel(kernel.kernelName, backendName);
      tf.registerKernel(kernel);
    }
  };
  register(
    originals.map((kernel) => ({
      ...kernel,
      kernelFunc(given) {
        const outerMs = nestedMs;
        nestedMs = 0;
        const startMs = performance.now();
        const result = kernel.kernelFunc(given);
        const wholeMs = performance.now() - startMs;
        const { calls, ms } = current.get(kernel.kernelName) ?? { calls: 0, ms: 0 };
        current.set(kernel.kernelName, { calls: calls + 1, ms: ms + wholeMs - nestedMs });
        nestedMs = outerMs + wholeMs;
        return result;
      },
    })),
  );
  try {
    await step();
    for (let i = 0; i < repetitions; i++) {
      current = new Map();
      const startMs = performance.now();
      await step();
      const wholeMs = performance.now() - startMs;
      const inKernels = [...current.values()].reduce((sum, { ms }) => sum + ms, 0);
      current.set(REST, { calls: 1, ms: wholeMs - inKernels });
      for (const [name, { calls, ms }] of current) {
        const total = totals.get(name) ?? { calls, ms: [] };
        total.ms.push(ms);
        totals.set(name, total);
      }
    }
  } finally {
    register(originals);
  }
  const share = ([name, { calls, ms }]: [string, { calls: number; ms: number[] }]): KernelTimes => ({
    name,
    calls,
    ms,
  });
  const weight = ({ name, ms }: KernelTimes) => (name === REST ? -1 : Math.min(...ms));
  return [...totals].map(share).sort((a, b) => weight(b) - weight(a));
}
