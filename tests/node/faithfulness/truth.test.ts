/**
 * Masks and maps compared with the truth, by hand; a plausible wrong variant of each measure fails the same examples.
 */
import { describe, expect, test } from "vitest";
import {
  coveredShare,
  peakOfMap,
  spatialTruth,
  strongestFrame,
  temporalTruth,
} from "../../../src/faithfulness/truth.ts";

const ON = 0.5;

describe("IoU with the event", () => {
  type Iou = (mask: number[], event: [number, number]) => number;
  const examples = (iou: Iou) => {
    expect(iou([0, 1, 1, 1, 0, 0], [2, 5])).toBeCloseTo(2 / 5, 12); // two frames in common, five in all
    expect(iou([1, 0.6, 0.5, 0, 0, 0], [0, 1])).toBe(1); // 0.5 is not on
    expect(iou([1, 1, 1, 1, 1, 1], [2, 3])).toBeCloseTo(1 / 3, 12);
    expect(iou([0, 0, 0.4, 0], [1, 2])).toBe(0);
  };

  test("is intersection over union of frames", () => {
    examples((mask, event) => temporalTruth(mask, event, ON).iou);
  });

  test("is not the share of the event that is masked: the whole clip would then be perfect", () => {
    const recall: Iou = (mask, [first, last]) =>
      mask.filter((m, t) => m > ON && t >= first && t <= last).length / (last - first + 1);
    expect(() => examples(recall)).toThrow();
  });

  test("has two baselines: a centred block, and blocks anywhere", () => {
    // Event and mask: frames 0 and 1 of 6. The centred block is 2 and 3; the five blocks of two have 1, 1/3, 0, 0, 0.
    const truth = temporalTruth([1, 0.6, 0.5, 0, 0, 0], [0, 1], ON);
    expect(truth.iouCentred).toBe(0);
    expect(truth.iouAnywhere).toBeCloseTo(4 / 15, 12);
    // Of two equally central blocks, the earlier one: 1 to 3 of six.
    expect(temporalTruth([1, 1, 1, 0, 0, 0], [1, 3], ON).iouCentred).toBe(1);
    // Blocks of length 0 overlap nothing; a block as long as the clip has one position.
    expect(temporalTruth([0, 0, 0], [1, 1], ON)).toMatchObject({ iou: 0, iouCentred: 0, iouAnywhere: 0 });
    expect(temporalTruth([1, 1, 1], [1, 1], ON)).toMatchObject({ iouCentred: 1 / 3, iouAnywhere: 1 / 3 });
  });
});

describe("pointing in time", () => {
  type Strongest = (mask: number[]) => number | null;
  const examples = (strongest: Strongest) => {
    expect(strongest([0, 0.2, 0.9, 0.1])).toBe(2);
    expect(strongest([0.1, 0.99, 1, 0.98, 0.99, 0.97, 0])).toBe(3); // a plateau from 1 to 5
    expect(strongest([1, 0, 0.99, 1, 0.99, 0])).toBe(3); // the widest run, not the first
    expect(strongest([0.4, 0.4, 0, 0, 0.4, 0.4])).toBe(0); // equally wide runs and two middle frames: the earlier
    expect(strongest([0, 0, 0])).toBeNull();
  };

  test("chooses the middle of the widest run at the maximum", () => {
    examples(strongestFrame);
  });

  test("does not choose the first largest value", () => {
    expect(() => examples((mask) => mask.indexOf(Math.max(...mask)))).toThrow();
  });

  test("reports hits, with the middle frame and chance as baselines", () => {
    const truth = temporalTruth([0, 0, 0, 0, 0, 1, 1, 0], [5, 6], ON);
    expect(truth).toMatchObject({ hit: true, hitCentre: false, hitRandom: 0.25 });
    expect(temporalTruth([1, 1, 1, 0, 0, 0, 0, 0], [3, 6], ON)).toMatchObject({
      hit: false,
      hitCentre: true,
    });
    expect(temporalTruth([0, 0, 0], [0, 2], ON).hit).toBe(false); // zeros point nowhere
  });
});

const WHOLE = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** Returns a map of zeros except for these cells. */
function mapWith(T: number, h: number, w: number, cells: [t: number, y: number, x: number, value: number][]) {
  const values = new Float32Array(T * h * w);
  for (const [t, y, x, value] of cells) values[(t * h + y) * w + x] = value;
  return { T, h, w, values };
}

describe("the peak of a map", () => {
  type Peak = typeof peakOfMap;
  const examples = (peak: Peak) => {
    const one = mapWith(4, 2, 4, [
      [1, 0, 3, 5],
      [2, 1, 0, 4],
    ]);
    expect(peak(one, { T: 4, visible: WHOLE, plateau: 0 })).toEqual({ frame: 1, x: 0.875, y: 0.25 });
    // Each cell covers two of the clip's eight frames: the later of its two middle frames.
    expect(peak(one, { T: 8, visible: WHOLE, plateau: 0 })?.frame).toBe(3);
    // The model sees the middle half of a wide frame, so its right edge is at 0.75.
    const half = { x0: 0.25, y0: 0, x1: 0.75, y1: 1 };
    expect(peak(one, { T: 4, visible: half, plateau: 0 })).toEqual({ frame: 1, x: 0.6875, y: 0.25 });
    expect(peak(mapWith(2, 2, 2, []), { T: 2, visible: WHOLE, plateau: 0 })).toBeNull();
  };

  test("is the strongest cell's centre, in shares of the frame", () => {
    examples(peakOfMap);
  });

  test("takes account of the crop that the model sees", () => {
    expect(() => examples((map, extent) => peakOfMap(map, { ...extent, visible: WHOLE }))).toThrow();
  });

  test("is the cell of a mask's plateau nearest to its middle", () => {
    const row = mapWith(
      1,
      1,
      5,
      [0.96, 0.97, 1, 0.98, 0.3].map((value, x) => [0, 0, x, value]),
    );
    // Cells 0 to 3 form the plateau; their mean lies between 1 and 2, and the first of these counts.
    expect(peakOfMap(row, { T: 1, visible: WHOLE, plateau: 0.05 })?.x).toBeCloseTo(0.3, 6);
    expect(peakOfMap(row, { T: 1, visible: WHOLE, plateau: 0 })?.x).toBeCloseTo(0.5, 6);
  });
});

describe("pointing in space", () => {
  const boxes = [[{ x0: 0.4, y0: 0.4, x1: 0.6, y1: 0.6 }], [], [{ x0: 0.9, y0: 0, x1: 1.4, y1: 0.5 }], []];

  test("a hit lies in a box of its own frame, or within the tolerance of one", () => {
    const hit = (frame: number, x: number, y: number, tolerance?: number) =>
      spatialTruth({ frame, x, y }, boxes, WHOLE, tolerance).hit;
    expect(hit(0, 0.5, 0.5)).toBe(true);
    expect(hit(0, 0.62, 0.5)).toBe(true);
    expect(hit(0, 0.62, 0.5, 0)).toBe(false);
    expect(hit(0, 0.64, 0.5)).toBe(false);
    expect(hit(1, 0.5, 0.5)).toBe(false); // the object is not there yet
    expect(hit(2, 0.5, 0.5)).toBe(false);
    expect(spatialTruth(null, boxes, WHOLE).hit).toBe(false);
  });

  test("has two baselines: the middle of the visible part, and the area that boxes cover", () => {
    const { hitCentre, hitRandom } = spatialTruth(null, boxes, WHOLE, 0);
    expect(hitCentre).toBe(0.25);
    expect(hitRandom).toBeCloseTo((0.04 + 0.05) / 4, 12); // parts outside the frame do not count
  });

  test("overlapping boxes count their common area once, and only inside the window", () => {
    const two = [
      { x0: 0, y0: 0, x1: 0.5, y1: 0.5 },
      { x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75 },
    ];
    expect(coveredShare(two, WHOLE)).toBeCloseTo(0.25 + 0.25 - 0.0625, 12);
    expect(coveredShare(two, { x0: 0, y0: 0, x1: 0.5, y1: 1 })).toBeCloseTo(
      (0.25 + 0.125 - 0.0625) / 0.5,
      12,
    );
    expect(coveredShare([], WHOLE)).toBe(0);
    expect(coveredShare([{ x0: 2, y0: 2, x1: 3, y1: 3 }], WHOLE)).toBe(0);
  });
});
