/** Reorders the axes of tensors. */

/**
 * Reorders axes as NumPy's `transpose` does: axis i of the result is axis `order[i]` of the input.
 *
 * @param values  Row-major.
 * @returns       new values and their shape.
 *
 * @example
 * [...permute(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 0]).values]; // [1, 4, 2, 5, 3, 6]
 */
export function permute(
  values: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): { shape: number[]; values: Float32Array } {
  const moved = order.map((axis) => shape[axis]!);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(values.length);
  const index = new Array<number>(order.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from]!;
    // Increment the index, last axis first.
    for (let axis = order.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < moved[axis]!) break;
      from -= steps[axis]! * moved[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: moved, values: result };
}
