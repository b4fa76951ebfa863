/** Measures memory allocated in one piece, by replacing the constructors of buffers and typed arrays. */

const NAMES = ["ArrayBuffer", "Uint8Array", "Float32Array", "DataView", "Array"] as const;
const BYTES = { ArrayBuffer: 1, Uint8Array: 1, Float32Array: 4, DataView: 0, Array: 8 } as const;

/** Runs `task` and returns the most bytes that one `new` of a buffer, typed array or array requested by number. */
export async function largestRequest(task: () => Promise<unknown>): Promise<number> {
  let largest = 0;
  const world = globalThis as unknown as Record<string, object>;
  const originals = NAMES.map((name) => [name, world[name]!] as const);
  for (const [name, original] of originals) {
    world[name] = new Proxy(original as new (...args: unknown[]) => object, {
      construct(target, args: unknown[], newTarget) {
        const [length] = args;
        if (typeof length === "number") largest = Math.max(largest, length * BYTES[name]);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
  }
  try {
    await task();
  } finally {
    for (const [name, original] of originals) world[name] = original;
  }
  return largest;
}
