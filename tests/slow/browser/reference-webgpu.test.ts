/** The full-size networks on WebGPU against the reference vectors: logits, and the first steps of the search. */
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { calibrateConvolution } from "../../../src/device/calibrate-convolution.ts";
import { renewWebGpu } from "../../../src/device/webgpu-backend.ts";
import { seenStep, startRow } from "../../../src/math/mask-descent.ts";
import { ClipScore } from "../../../src/search/clip-score.ts";
import { Descent } from "../../../src/search/descent.ts";
import { PRESETS } from "../../../src/search/settings.ts";
import { expectAllClose } from "../../support/close.ts";
import { referenceCase, type ReferenceKind, type ReferenceVectors } from "../../support/reference-models.ts";

const MINUTE_MS = 60_000;
const STEPS = 2;

const files = import.meta.glob<{ default: ReferenceVectors }>(
  "../../../../shared/reference/{i3d,convlstm}.json",
);

describe.each<ReferenceKind>(["convlstm", "i3d"])("%s at full size on WebGPU", (kind) => {
  test(
    "gives the logits, and the recorded steps from the recorded start",
    { timeout: 30 * MINUTE_MS },
    async (context) => {
      const read = files[`../../../../shared/reference/${kind}.json`];
      if (!read) return context.skip("the reference vectors (../shared/reference) are not on this machine");
      const reference = (await read()).default;
      expect(await renewWebGpu(true)).toBeNull();
      const { model, frames, dispose } = await referenceCase(kind, "webgpu");
      expect(tf.getBackend()).toBe("webgpu"); // control
      await calibrateConvolution();

      const logits = model.logits(frames);
      expectAllClose(await logits.data(), reference.logits, { rtol: 1e-3, atol: 1e-4 });
      logits.dispose();

      const responses = model.respond(frames);
      const scorer = new ClipScore(model, responses, reference.target);
      const descent = new Descent(scorer, () => PRESETS.paper, [startRow(reference.init_mask_logits)], 0);
      for (const [i, rows] of (await descent.take(STEPS)).entries()) {
        const { loss, l1, tv, classScore, mask, gradient } = seenStep(rows[0]!);
        const expected = reference.trajectory[i]!;
        expectAllClose(
          [loss, l1, tv, classScore],
          [expected.loss, expected.l1, expected.tv, expected.class],
          {
            atol: 1e-3,
          },
        );
        expectAllClose(mask, expected.mask, { atol: 1e-3 });
        if (expected.grad) {
          expectAllClose(gradient, expected.grad, { atol: 0.02 * Math.max(...expected.grad.map(Math.abs)) });
        }
      }
      for (const owned of [descent, responses, { dispose }]) owned.dispose();
    },
  );
});
