/** The full-size I3D, saved by PyTorch in both formats, from the file to the reference logits. */
import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { buildModel } from "../../../src/models/build.ts";
import type { VideoModel } from "../../../src/models/model.ts";
import { weightSource } from "../../../src/models/weights.ts";
import { importedModel } from "../../../src/recognise/imported-model.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { takeWeights } from "../../../src/recognise/take-weights.ts";
import { expectAllClose } from "../../support/close.ts";
import { filledSkeleton } from "../../support/filled-skeleton.ts";
import { hasReference, NO_REFERENCE, readReference } from "../../support/reference.ts";
import { referenceCase, type ReferenceVectors } from "../../support/reference-models.ts";

const MINUTE_MS = 60_000;

let built: VideoModel | undefined;
afterEach(() => built?.dispose());

describe.each(["zip", "legacy"] as const)("a full-size I3D in PyTorch's %s format", (format) => {
  test("gives the reference logits", { timeout: 5 * MINUTE_MS }, async (context) => {
    if (!hasReference) return context.skip(NO_REFERENCE);
    const reference = readReference<ReferenceVectors>("i3d");
    // Used for its frames and its backend.
    const { frames, dispose } = await referenceCase("i3d");
    try {
      const checkpoint = await openCheckpoint([filledSkeleton(format)]);
      const { inspection, plan } = recognise(checkpoint, { bytes: 2e9 });
      expect(inspection).toMatchObject({ kind: "i3d", classCount: 174, mismatches: [] });
      const { settings } = inspection.presets[0]!;
      const answers = {
        ...settings,
        name: "Full size",
        classes: reference.logits.map((_, n) => `class ${n}`),
      };
      const { card, weights } = importedModel(
        inspection,
        answers,
        await takeWeights(checkpoint, plan, settings),
      );
      expect(card.input).toMatchObject({ frames: 16, height: 224, width: 224 });
      built = buildModel(card, weightSource(weights, "the checkpoint"));
      const logits = tf.tidy(() => built!.logits(frames).dataSync<"float32">());
      expectAllClose(logits, reference.logits, { rtol: 1e-3, atol: 1e-4 });
    } finally {
      dispose();
    }
  });
});
