/** Deletion and insertion on a clip whose frames 3, 4 and 5 carry the score. */
import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../src/base/prng.ts";
import {
  againstChance,
  centreOutOrders,
  deletionMasks,
  insertionMasks,
  orderOf,
  randomOrders,
  trapezoidArea,
} from "../../../src/faithfulness/curves.ts";
import { testMetric } from "../../support/metric.ts";

const T = 8;
/** Each planted frame carries a third of the score. */
const scoreOf = (mask: Float32Array) => 1 - (mask[3]! + mask[4]! + mask[5]!) / 3;
const mask = [0, 0.1, 0.2, 0.8, 0.9, 0.7, 0.1, 0];
const random = randomOrders(T, 20, mulberry32(7)).map((order) => deletionMasks(order, T).map(scoreOf));
const backwards = random.map((scores) => scores.toReversed());
const grown = centreOutOrders(T).map((order) => deletionMasks(order, T).map(scoreOf));

test("the order follows falling mask values, the earlier of equals first", () => {
  expect(orderOf(mask)).toEqual([4, 3, 5, 2, 1, 6, 0, 7]);
});

describe("deletion", () => {
  testMetric(
    "takes the planted frames first, and lies below nearly every random order",
    (order: readonly number[]) => deletionMasks(order, T),
    { "the lowest value first": (order) => deletionMasks(order.toReversed(), T) },
    (masksOf) => {
      const curve = againstChance(masksOf(orderOf(mask)).map(scoreOf), random, grown);
      expect(curve.scores.map((s) => Math.round(3 * s))).toEqual([3, 2, 1, 0, 0, 0, 0, 0, 0]);
      expect(curve.chance.areas.filter((area) => area > curve.area).length).toBeGreaterThanOrEqual(19);
    },
  );
});

describe("insertion", () => {
  testMetric(
    "restores the planted frames first, and lies above nearly every random order",
    (order: readonly number[]) => insertionMasks(order, T),
    { "rising values": (order) => insertionMasks(order.toReversed(), T) },
    (masksOf) => {
      const curve = againstChance(masksOf(orderOf(mask)).map(scoreOf), backwards, grown);
      expect(curve.scores.map((s) => Math.round(3 * s))).toEqual([0, 1, 2, 3, 3, 3, 3, 3, 3]);
      expect(curve.chance.areas.filter((area) => area < curve.area).length).toBeGreaterThanOrEqual(19);
    },
  );
});

testMetric(
  "the area is the mean height between the points",
  trapezoidArea,
  {
    "left sums": (scores: readonly number[]) =>
      scores.slice(0, -1).reduce((sum, score) => sum + score, 0) / (scores.length - 1),
    "the mean of the points": (scores: readonly number[]) =>
      scores.reduce((sum, score) => sum + score, 0) / scores.length,
  },
  (area) => {
    expect(area([0.5, 0.5, 0.5])).toBeCloseTo(0.5, 12); // control
    expect(area([1, 0])).toBeCloseTo(0.5, 12);
    expect(area([1, 2 / 3, 1 / 3, 0, 0, 0, 0, 0, 0])).toBeCloseTo(1.5 / 8, 12);
  },
);

describe("centre-out orders", () => {
  testMetric(
    "begin at each frame and grow one run on both sides",
    centreOutOrders,
    {
      "one side first": (count: number, first = 0) =>
        Array.from({ length: count - first }, (_, c) =>
          Array.from({ length: count - first }, (__, i) => first + ((c + i) % (count - first))),
        ),
    },
    (orders) => {
      expect(orders(4, 1)).toEqual([
        [1, 2, 3],
        [2, 3, 1],
        [3, 2, 1],
      ]);
      expect(orders(5)[1]).toEqual([1, 2, 0, 3, 4]);
      for (const order of orders(T)) {
        order.forEach((_, k) => {
          const run = order.slice(0, k + 1);
          expect(Math.max(...run) - Math.min(...run)).toBe(k); // no gap at any time
        });
      }
    },
  );

  test("beat most scattered orders wherever they begin, if a run takes the score", () => {
    /** Only runs of three frozen frames take anything, as in a clip whose frames resemble their neighbours. */
    const runsOnly = (one: Float32Array) => {
      const longest = one.reduce((best, _, t) => (one[t] && one[t - 1] && one[t - 2] ? best + 1 : best), 0);
      return 1 - longest / (T - 2);
    };
    const areaOf = (order: readonly number[]) => trapezoidArea(deletionMasks(order, T).map(runsOnly));
    const scattered = randomOrders(T, 99, mulberry32(2)).map(areaOf);
    const beaten = centreOutOrders(T).map(
      (order) => scattered.filter((area) => area > areaOf(order)).length / scattered.length,
    );
    expect(Math.min(...beaten)).toBeGreaterThan(0.9);
  });

  test("are kept beside the curve, with the mean of each step", () => {
    const { centred } = againstChance(
      [1, 0],
      [[1, 0.5]],
      [
        [1, 0.5],
        [0.5, 0],
      ],
    );
    expect(centred).toEqual({ mean: [0.75, 0.25], areas: [0.75, 0.25] });
  });
});

describe("chance", () => {
  test("each order contains every frame once, and the same seed gives the same orders", () => {
    for (const order of randomOrders(T, 5, mulberry32(1))) {
      expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
    expect(randomOrders(T, 5, mulberry32(1))).toEqual(randomOrders(T, 5, mulberry32(1)));
    expect(randomOrders(T, 5, mulberry32(1))).not.toEqual(randomOrders(T, 5, mulberry32(2)));
  });

  test("an order's deletion masks, read backwards, are the reversed order's insertion masks", () => {
    const [order] = randomOrders(T, 1, mulberry32(3));
    expect(deletionMasks(order!, T).toReversed()).toEqual(insertionMasks(order!.toReversed(), T));
  });

  test("its mean falls evenly if every frame is equally likely, and both ends have no spread", () => {
    const many = randomOrders(T, 2000, mulberry32(4)).map((order) => deletionMasks(order, T).map(scoreOf));
    const { chance } = againstChance([], many, grown);
    expect(chance.orders).toBe(2000);
    const { mean, deviation } = againstChance(many[0]!, many, grown).chance;
    mean.forEach((height, k) => expect(height).toBeCloseTo(1 - k / T, 1));
    expect(deviation[0]).toBe(0);
    expect(deviation.at(-1)).toBe(0);
    expect(deviation[4]).toBeGreaterThan(0.1);
  });

  testMetric(
    "a frame without effect is skipped, in the mask's order and in random ones",
    (first: number) => [orderOf(mask, first), ...randomOrders(T, 20, mulberry32(6), first)],
    { "all frames in turn": () => [orderOf(mask), ...randomOrders(T, 20, mulberry32(6))] },
    (ordersFrom) => {
      for (const order of ordersFrom(1)) {
        expect(order.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
        expect(deletionMasks(order, T).every((one) => one[0] === 0)).toBe(true);
        expect(insertionMasks(order, T).every((one) => one[0] === 1)).toBe(true);
      }
    },
  );
});
