/**
 * Both small networks on one backend: the CPU backend's logits, correct gradients, no tensor left behind.
 */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BackendName } from "../../src/device/backend-report.ts";
import "../../src/device/kernels/register.ts";
import { freezeFrames } from "../../src/math/freeze.ts";
import { freezePixelFrames } from "../../src/math/freeze-pixels.ts";
import { mixFrames } from "../../src/math/mix.ts";
import { OPERATOR_NAMES, type OperatorName } from "../../src/math/operator.ts";
import { reversePixelFrames } from "../../src/math/reverse-pixels.ts";
import { reverseFrames } from "../../src/math/reverse.ts";
import { extraSources, operatorMatrix, sourceCount } from "../../src/math/sources.ts";
import { softmax } from "../../src/math/softmax.ts";
import { upsampleGrid } from "../../src/math/upsample.ts";
import { buildModel } from "../../src/models/build.ts";
import type { ModelCard } from "../../src/models/card.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { gradCamOf } from "../../src/saliency/grad-cam.ts";
import { ClipScore } from "../../src/search/clip-score.ts";
import { scoresOf, scoreWithGradient, type MaskScorer } from "../../src/search/descent.ts";
import { PixelScore } from "../../src/search/pixel-score.ts";
import { PRESETS } from "../../src/math/search-settings.ts";
import { searchTemporalMask } from "../../src/search/temporal-search.ts";
import { centralDifferences } from "./arrays.ts";
import { expectAllClose } from "./close.ts";
import { seededWeights, smallClip, smallConvLstm, smallI3d } from "./small-models.ts";

const MASK = [0.2, 0.9, 0.05, 0.6, 0.5, 0.97, 0.3, 0.7];
const TARGET = 2;
/**
 * Step of the differences. Small, because ReLUs and pools bend the score; float32 noise in the slopes is still below
 * 1e-3.
 */
const STEP = 2e-4;

/** Declares the suite for one backend, which must be registered. */
export function modelSuite(backend: BackendName): void {
  describe.each([smallI3d, smallConvLstm])(`$name on ${backend}`, (card) => {
    let model: VideoModel;
    let expected: { logits: number[]; frozen: number[]; cam: Float32Array };
    const clip = smallClip();
    const clipTensor = (values = clip) => tf.tensor5d(values, [1, 8, 32, 32, 3]);
    const logitsOf = async (of: VideoModel, values?: Float32Array): Promise<number[]> => {
      const frames = clipTensor(values);
      const logits = of.logits(frames);
      const read = Array.from(await logits.data());
      tf.dispose([frames, logits]);
      return read;
    };

    beforeAll(async () => {
      expected = await onCpu(card, async (reference) => {
        const frames = clipTensor();
        const { values } = await gradCamOf(reference, frames, TARGET, "probability");
        frames.dispose();
        return {
          logits: await logitsOf(reference),
          frozen: await logitsOf(reference, freezeFrames(clip, MASK)),
          cam: values,
        };
      });
      expect(await tf.setBackend(backend)).toBe(true);
      await tf.ready();
      model = buildModel(card, seededWeights);
    });
    afterAll(() => model.dispose());

    test("gives the CPU backend's logits", async () => {
      // Control: logits differ between classes and between the two clips, so equal logits mean something.
      expect(Math.max(...expected.logits) - Math.min(...expected.logits)).toBeGreaterThan(0.1);
      expect(Math.abs(expected.logits[0]! - expected.frozen[0]!)).toBeGreaterThan(1e-3);
      expectAllClose(await logitsOf(model), expected.logits, { rtol: 1e-3, atol: 1e-4 });
    });

    test("scores a frozen and a reversed clip like the pure perturbations", async () => {
      const frames = clipTensor();
      const responses = model.respond(frames);
      const scorer = new ClipScore(model, responses, TARGET);
      const probability = async (values: Float32Array) => softmax(await logitsOf(model, values))[TARGET]!;
      const { fs, rs } = await scorer.scoresUnder(MASK);
      expect(fs).toBeCloseTo(softmax(expected.frozen)[TARGET]!, 4);
      expect(rs).toBeCloseTo(await probability(reverseFrames(clip, MASK)), 4);
      // Two clips in one batch, each with its own score.
      const [frozen, plain] = await scoresOf(scorer, [MASK, new Float32Array(8)]);
      expect(frozen).toBeCloseTo(fs, 5);
      expect(plain).toBeCloseTo(await probability(clip), 4);
      responses.dispose();
      frames.dispose();
    });

    test("has the mask gradient of central differences", async () => {
      const frames = clipTensor();
      const responses = model.respond(frames);
      const scorer = new ClipScore(model, responses, TARGET);
      const { score, gradient } = await scoreWithGradient(scorer, MASK);
      expect(score).toBeCloseTo((await scorer.scoresUnder(MASK)).fs, 5);
      const slopes = await centralDifferences(scoreOf(scorer), Float32Array.from(MASK), STEP);
      const largest = Math.max(...slopes.map(Math.abs));
      expect(largest).toBeGreaterThan(1e-3); // control: the mask matters
      // ReLUs and max pools bend within the step: one entry in eight is off by up to 2 % of the largest.
      expectAllClose(gradient, slopes, { atol: 0.05 * largest });
      responses.dispose();
      frames.dispose();
    });

    test.each(OPERATOR_NAMES)(
      "%s: scores the clip that the pure operator gives, and its slopes",
      async (operator) => {
        const S = sourceCount(operator, 8);
        const sources = new Float32Array(S * 3072);
        sources.set(clip);
        sources.set(extraSources(operator, clip, { T: 8, H: 32, W: 32 }), clip.length);
        const perturbed = mixFrames(sources, operatorMatrix(operator, MASK), S);
        const [score, frozen, reversed] = await Promise.all(
          [perturbed, freezeFrames(clip, MASK), reverseFrames(clip, MASK)].map(
            async (values) => softmax(await logitsOf(model, values))[TARGET]!,
          ),
        );
        const prepared = prepare(model, operator, clip);
        const scorer = new ClipScore(model, prepared.responses, TARGET, operator);
        const { fs, rs, own = operator === "freeze" ? fs : rs } = await scorer.scoresUnder(MASK);
        expect([fs, rs, own].every((one, i) => Math.abs(one - [frozen!, reversed!, score!][i]!) < 1e-4)).toBe(
          true,
        );
        const { gradient } = await scoreWithGradient(scorer, MASK);
        const slopes = await centralDifferences(scoreOf(scorer), Float32Array.from(MASK), STEP);
        const largest = Math.max(...slopes.map(Math.abs));
        expect(largest).toBeGreaterThan(1e-4); // control: the mask matters
        // As above; a score that hardly changes has noisier differences.
        expectAllClose(gradient, slopes, { atol: Math.max(0.05 * largest, 5e-4) });
        prepared.dispose();
      },
    );

    test("scores a clip frozen pixel by pixel, with its mask gradient", async () => {
      const frames = clipTensor();
      const grid = { h: 1, w: 2 };
      const scorer = new PixelScore(model, frames, TARGET, grid);
      const mask = Float32Array.from({ length: 16 }, (_, i) => MASK[i >> 1]! * (i % 2 === 0 ? 1 : 0.6));
      const pixels = Float32Array.from({ length: 8 * 1024 }, (_, i) => {
        const t = Math.floor(i / 1024);
        return upsampleGrid(mask.slice(2 * t, 2 * t + 2), grid, { h: 32, w: 32 })[i % 1024]!;
      });
      const probability = async (values: Float32Array) => softmax(await logitsOf(model, values))[TARGET]!;
      const { fs, rs } = await scorer.scoresUnder(mask);
      expect(fs).toBeCloseTo(await probability(freezePixelFrames(clip, pixels, 8)), 4);
      expect(rs).toBeCloseTo(await probability(reversePixelFrames(clip, pixels, 8)), 4);
      const { gradient } = await scoreWithGradient(scorer, mask);
      const slopes = await centralDifferences(scoreOf(scorer), mask, STEP);
      const largest = Math.max(...slopes.map(Math.abs));
      expect(largest).toBeGreaterThan(1e-3); // control: the mask matters
      expectAllClose(gradient, slopes, { atol: 0.05 * largest });

      // A mask that is constant over each frame has the temporal mask's score.
      const responses = model.respond(frames);
      const temporal = await new ClipScore(model, responses, TARGET).scoresUnder(MASK);
      const spread = await scorer.scoresUnder(MASK.flatMap((m) => [m, m]));
      expect(spread.fs).toBeCloseTo(temporal.fs, 4);
      expect(spread.rs).toBeCloseTo(temporal.rs, 4);
      tf.dispose(frames);
      responses.dispose();
    });

    test("gives the CPU backend's Grad-CAM", async () => {
      const frames = clipTensor();
      const { values } = await gradCamOf(model, frames, TARGET, "probability");
      const largest = Math.max(...expected.cam);
      expect(largest).toBeGreaterThan(0);
      expectAllClose(values, expected.cam, { atol: 1e-3 * largest });
      frames.dispose();
    });

    test("leaves no tensor behind, whether a search ends or is abandoned", async () => {
      const before = tf.memory().numTensors;
      const frames = clipTensor();
      const responses = model.respond(frames);
      const scorer = new ClipScore(model, responses, TARGET);
      const search = searchTemporalMask(scorer, 8, { ...PRESETS.default, steps: 3 });
      await search.next();
      const during = tf.memory().numTensors;
      await search.next();
      expect(tf.memory().numTensors).toBe(during);
      const nothing = new Float32Array(8);
      await search.return({ mask: nothing, start: nothing, steps: 2, stopped: "all-steps" });
      responses.dispose();
      frames.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  });
}

/** Returns the responses to an operator's sources as the worker prepares them: the frames' first, then the others'. */
function prepare(model: VideoModel, operator: OperatorName, clip: Float32Array) {
  const extra = sourceCount(operator, 8) - 8;
  const [frames, pictures] = [
    tf.tensor5d(clip, [1, 8, 32, 32, 3]),
    tf.tensor5d(extraSources(operator, clip, { T: 8, H: 32, W: 32 }), [1, extra, 32, 32, 3]),
  ];
  const own = model.respond(frames);
  const responses = extra > 0 ? own.with(model.respond(pictures, 8)) : own;
  const dispose = () => {
    tf.dispose([frames, pictures]);
    responses.dispose();
    if (responses !== own) own.dispose();
  };
  return { responses, dispose };
}

/** Returns the score of one mask. */
function scoreOf(scorer: MaskScorer): (mask: Float32Array) => Promise<number> {
  return async (mask) => (await scoresOf(scorer, [mask]))[0]!;
}

/** Runs `use` with a copy of the network on the CPU backend, then restores the backend. */
async function onCpu<A>(card: ModelCard, run: (model: VideoModel) => Promise<A>): Promise<A> {
  await tf.setBackend("cpu");
  const model = buildModel(card, seededWeights);
  try {
    return await run(model);
  } finally {
    model.dispose();
  }
}
