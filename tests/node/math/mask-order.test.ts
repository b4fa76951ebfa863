import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lossOf } from "../../../src/math/mask-loss.ts";
import { countBelow, masksInOrder } from "../../../src/math/mask-order.ts";
import { OPERATOR_NAMES, type OperatorName } from "../../../src/math/operator.ts";
import { freezeMatrix } from "../../../src/math/freeze.ts";
import { reverseMatrix } from "../../../src/math/reverse.ts";
import { labError } from "../../support/lab-error.ts";

const PAPER = { lambda1: 0.01, lambda2: 0.02 };

/** All 2^T masks. */
const allMasks = (T: number) =>
  Array.from({ length: 2 ** T }, (_, bits) => Array.from({ length: T }, (__, t) => (bits >> t) & 1));

const regulariser = (mask: ArrayLike<number>, weights = PAPER) =>
  lossOf(mask, 0, { ...weights, beta: 3, pairs: "once" }).loss;

/** Text that is the same for masks that perturb a clip alike. */
function effectOf(mask: readonly number[], operator: OperatorName): string {
  if (operator === "freeze") return freezeMatrix(mask).join();
  return operator === "reverse" ? reverseMatrix(mask).join() : mask.join();
}

describe("masksInOrder", () => {
  test("of two frames, lists the four masks by cost", () => {
    const order = [...masksInOrder(2, { lambda1: 1, lambda2: 3 }, "fade")];
    expect(order.map(({ mask, cost }) => [mask.join(""), cost])).toEqual([
      ["00", 0],
      ["11", 2],
      ["01", 4],
      ["10", 4],
    ]);
  });

  test.each(["fade", "blur"] as const)("under %s, yields each of the 2^T masks once", (operator) => {
    const order = [...masksInOrder(7, PAPER, operator)].map(({ mask }) => mask.join(""));
    expect(new Set(order)).toEqual(new Set(allMasks(7).map((mask) => mask.join(""))));
    expect(order).toHaveLength(2 ** 7);
  });

  test.each(OPERATOR_NAMES)("under %s, costs never fall and equal the regulariser", (operator) => {
    let last = 0;
    for (const { mask, cost } of masksInOrder(8, PAPER, operator)) {
      expect(cost).toBeCloseTo(regulariser(mask), 12);
      expect(cost).toBeGreaterThanOrEqual(last);
      last = cost;
    }
  });

  test.each(OPERATOR_NAMES)(
    "under %s, has the cheapest mask for each perturbed clip, and no other",
    (operator) => {
      const weights = fc.double({ min: 0, max: 1, noNaN: true });
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 7 }), weights, weights, (T, lambda1, lambda2) => {
          const cheapest = new Map<string, number>();
          for (const mask of allMasks(T)) {
            const effect = effectOf(mask, operator);
            const cost = regulariser(mask, { lambda1, lambda2 });
            cheapest.set(effect, Math.min(cheapest.get(effect) ?? Infinity, cost));
          }
          const order = [...masksInOrder(T, { lambda1, lambda2 }, operator)];
          expect(order).toHaveLength(cheapest.size);
          for (const { mask, cost } of order) {
            expect(cost).toBeCloseTo(cheapest.get(effectOf([...mask], operator))!, 9);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  test("begins at once however many masks there are", () => {
    const order = masksInOrder(64, PAPER, "freeze");
    expect(order.next().value?.mask).toEqual(new Float32Array(64));
    expect(order.next().value?.cost).toBeCloseTo(0.03, 12);
  });

  test.each([-0.01, Number.NaN, Infinity])("rejects a weight of %d", (lambda1) => {
    expect(() => [...masksInOrder(4, { lambda1, lambda2: 0 }, "freeze")]).toThrow(labError("value"));
  });

  test("rejects a mask without frames", () => {
    expect(() => [...masksInOrder(0, PAPER, "freeze")]).toThrow(labError("shape"));
  });
});

describe("countBelow", () => {
  // Counted by an independent implementation.
  test.each([
    { T: 16, counts: [159, 559, 1349, 3221] },
    { T: 32, counts: [335, 1959, 5909, 19_693] },
    { T: 64, counts: [687, 7063, 24_245, 108_957] },
  ])("of $T frames, counts the masks cheaper than 0.10, 0.12, 0.14 and 0.16", ({ T, counts }) => {
    const bounds = [0.1, 0.12, 0.14, 0.16];
    expect(bounds.map((bound) => countBelow(T, PAPER, "blur", bound))).toEqual(counts);
  });

  test.each(OPERATOR_NAMES)("under %s, counts what the order yields", (operator) => {
    const order = [...masksInOrder(9, PAPER, operator)];
    for (const bound of [0, 0.005, 0.051, 0.1, 0.125, 1]) {
      const cheaper = order.filter(({ cost }) => cost < bound).length;
      expect(countBelow(9, PAPER, operator, bound)).toBe(cheaper);
    }
  });
});
