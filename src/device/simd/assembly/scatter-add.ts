/** Adds values at given places: the gradient of gathering elements. */

/** Sets `to` to zeros, then adds values[i] to element places[i], in the order of i. */
export function scatterAdd(values: usize, places: usize, count: usize, to: usize, toCount: usize): void {
  memory.fill(to, 0, toCount << 2);
  const bytes = count << 2;
  for (let i: usize = 0; i < bytes; i += 4) {
    const at = to + ((<usize>load<u32>(places + i)) << 2);
    store<f32>(at, load<f32>(at) + load<f32>(values + i));
  }
}
