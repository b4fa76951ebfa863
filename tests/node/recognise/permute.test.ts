/** Reordering axes, as NumPy's transpose does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { permute } from "../../../src/recognise/permute.ts";

const counting = (n: number) => Float32Array.from({ length: n }, (_, i) => i);

test.each([
  { shape: [2, 3], order: [0, 1], values: [0, 1, 2, 3, 4, 5] },
  { shape: [2, 3], order: [1, 0], values: [0, 3, 1, 4, 2, 5] },
  { shape: [2, 1, 3], order: [2, 0, 1], values: [0, 3, 1, 4, 2, 5] },
  { shape: [2, 2, 2], order: [1, 2, 0], values: [0, 4, 1, 5, 2, 6, 3, 7] },
  { shape: [3], order: [0], values: [0, 1, 2] },
  { shape: [], order: [], values: [0] },
  { shape: [0, 2], order: [1, 0], values: [] },
])("$shape with axes $order", ({ shape, order, values }) => {
  const count = values.length;
  expect(permute(counting(count), shape, order)).toEqual({
    shape: order.map((axis) => shape[axis]),
    values: Float32Array.from(values),
  });
});

test("the inverse order restores the tensor", () => {
  const cases = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ shape, order }) => {
      const values = counting(shape.reduce((product, n) => product * n, 1));
      const there = permute(values, shape, order);
      const inverse = order.map((_, axis) => order.indexOf(axis));
      expect(permute(there.values, there.shape, inverse)).toEqual({ shape, values });
    }),
  );
});
