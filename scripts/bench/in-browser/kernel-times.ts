/** How a step's time divides among TF.js kernels. */
import * as tf from "@tensorflow/tfjs";
import type { KernelTimes } from "../protocol.ts";

/** What is left of a step when its kernels are taken away: TF.js' own bookkeeping, and ours. */
const REST = "(outside kernels)";

/**
 * Times every kernel of the current backend over some steps. For backends that compute at once, so WASM and CPU; the
 * wrappers are taken off again.
 *
 * @returns  most expensive first, the time outside kernels last; ms a step.
 */
export async function timeKernels(step: () => Promise<unknown>, repetitions: number): Promise<KernelTimes[]> {
  const backendName = tf.getBackend();
  const totals = new Map<string, { calls: number; ms: number[] }>();
  let current = new Map<string, { calls: number; ms: number }>();
  // Time of the kernels that the one under way has called itself; it counts as theirs alone.
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
