/** The search on a toy whose right answer is known: planted frames alone carry the score. */
import { describe, expect, test } from "vitest";
import { PRESETS, type SearchSettings } from "../../../src/search/settings.ts";
import {
  searchTemporalMask,
  type MaskScorer,
  type SearchEnd,
  type SearchStep,
} from "../../../src/search/temporal-search.ts";
import { labError } from "../../support/lab-error.ts";

/** Score 1 / (1 + exp(gain (sum of planted m - half))): high while most planted frames are free, low once frozen. */
function plantedScorer(planted: readonly number[], gain = 4): MaskScorer {
  const score = (mask: ArrayLike<number>) => {
    const frozen = planted.reduce((sum, t) => sum + mask[t]!, 0);
    return 1 / (1 + Math.exp(gain * (frozen - planted.length / 2)));
  };
  return {
    freeze: (mask) => Promise.resolve(score(mask)),
    freezeWithGradient: (mask) => {
      const s = score(mask);
      const gradient = Array.from(mask, (_, t) => (planted.includes(t) ? -gain * s * (1 - s) : 0));
      return Promise.resolve({ score: s, gradient });
    },
  };
}

async function run(scorer: MaskScorer, settings: SearchSettings, T = 16) {
  const search = searchTemporalMask(scorer, T, settings);
  const steps: SearchStep[] = [];
  let next = await search.next();
  while (!next.done) {
    steps.push(next.value);
    next = await search.next();
  }
  return { steps, end: next.value };
}

const onFrames = ({ mask }: SearchEnd) => Array.from(mask.keys()).filter((t) => mask[t]! > 0.5);

describe("searchTemporalMask", () => {
  test.each([
    ["default", [6, 7, 8, 9]],
    ["default", [3, 4, 5]],
    ["paper", [6, 7, 8, 9]],
  ] as const)("with the %s preset freezes the planted frames %j and no others", async (preset, planted) => {
    const { end } = await run(plantedScorer(planted), PRESETS[preset]);
    expect(onFrames(end)).toEqual(planted);
  });

  test("lowers the loss within three steps", async () => {
    const { steps } = await run(plantedScorer([3, 4, 5]), { ...PRESETS.default, steps: 4 });
    expect(steps[3]!.loss).toBeLessThan(steps[0]!.loss);
  });

  test("reports loss = l1 + tv + class score, with masks inside [0, 1]", async () => {
    const { steps } = await run(plantedScorer([3, 4, 5]), { ...PRESETS.default, steps: 20 });
    for (const { loss, l1, tv, classScore, mask } of steps) {
      expect(loss).toBeCloseTo(l1 + tv + classScore, 12);
      expect(mask.every((m) => m >= 0 && m <= 1)).toBe(true);
    }
  });

  test("the default preset stops once settled; the paper's runs all steps", async () => {
    const settled = await run(plantedScorer([6, 7, 8, 9]), PRESETS.default);
    expect(settled.end.stopped).toBe("settled");
    expect(settled.end.steps).toBe(settled.steps.length);
    expect(settled.end.steps).toBeLessThan(PRESETS.default.steps);
    const full = await run(plantedScorer([6, 7, 8, 9]), PRESETS.paper);
    expect(full.end).toMatchObject({ stopped: "all-steps", steps: PRESETS.paper.steps });
  });

  test("stopping early gives the frames that all steps give", async () => {
    const early = await run(plantedScorer([3, 4, 5]), PRESETS.default);
    const full = await run(plantedScorer([3, 4, 5]), { ...PRESETS.default, patience: null });
    expect(onFrames(early.end)).toEqual(onFrames(full.end));
  });

  test("the default preset returns the mask of the lowest loss it saw", async () => {
    const { steps, end } = await run(plantedScorer([3, 4, 5]), PRESETS.default);
    const best = steps.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(end.mask).toEqual(best.mask);
  });

  test("the same question gives the same answer", async () => {
    const [first, second] = [
      await run(plantedScorer([3, 4, 5]), PRESETS.default),
      await run(plantedScorer([3, 4, 5]), PRESETS.default),
    ];
    expect(second.end).toEqual(first.end);
  });

  test("refuses a clip of one frame, and a score that is not a number", async () => {
    await expect(run(plantedScorer([0]), PRESETS.default, 1)).rejects.toEqual(labError("shape", [1]));
    const broken: MaskScorer = {
      freeze: () => Promise.resolve(0.5),
      freezeWithGradient: (mask) => Promise.resolve({ score: NaN, gradient: Array.from(mask, () => 0) }),
    };
    await expect(run(broken, PRESETS.default)).rejects.toEqual(labError("value", ["NaN", 1]));
  });
});
