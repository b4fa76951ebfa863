/** Tensors with their axes in another order. */

/**
 * Values with axes moved: axis i of the result is axis `order[i]` of the input, as NumPy's `transpose` has it.
 *
 * @param values  row-major.
 * @returns       new values, and the shape that they have now.
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
    // Counts up the last axis first, as an odometer does.
    for (let axis = order.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < moved[axis]!) break;
      from -= steps[axis]! * moved[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: moved, values: result };
}
