/** Compares the full-size networks on WASM with the reference vectors: endpoints, logits, input gradient, Grad-CAM. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gradCamOf } from "../../../src/saliency/grad-cam.ts";
import { classScore } from "../../../src/score/class-score.ts";
import { expectAllClose } from "../../support/close.ts";
import { hasReference, NO_REFERENCE, readReference } from "../../support/reference.ts";
import { referenceCase, type ReferenceKind, type ReferenceVectors } from "../../support/reference-models.ts";

const MINUTE_MS = 60_000;

describe.each<ReferenceKind>(["i3d", "convlstm"])("%s at full size", (kind) => {
  let run: Awaited<ReturnType<typeof referenceCase>>;
  let reference: ReferenceVectors;

  beforeAll(async () => {
    if (!hasReference) return;
    reference = readReference<ReferenceVectors>(kind);
    run = await referenceCase(kind);
  }, MINUTE_MS);
  afterAll(() => run?.dispose());

  test("gives every endpoint and all logits", { timeout: 5 * MINUTE_MS }, (context) => {
    if (!hasReference) return context.skip(NO_REFERENCE);
    const seen: string[] = [];
    const logits = run.model.logits(run.frames, (name, endpoint) => {
      const expected = reference.endpoints[name];
      expect(expected, `endpoint ${name}`).toBeDefined();
      seen.push(name);
      expectEndpoint(endpoint, expected!);
      return endpoint;
    });
    expect(seen.sort()).toEqual(Object.keys(reference.endpoints).sort());
    expectAllClose(logits.dataSync(), reference.logits, { rtol: 1e-3, atol: 1e-4 });
    logits.dispose();
  });

  test("gives the input gradient's norm, frame by frame", { timeout: 5 * MINUTE_MS }, (context) => {
    if (!hasReference) return context.skip(NO_REFERENCE);
    const score = (x: tf.Tensor) =>
      classScore(run.model.logits(x as tf.Tensor5D), reference.target, "probability");
    const gradient = tf.tidy(() => tf.grad(score)(run.frames));
    const perFrame = tf.tidy(() => tf.norm(gradient.reshape([16, -1]), "euclidean", 1).dataSync());
    gradient.dispose();
    expectAllClose(perFrame, reference.input_grad.per_frame_norm, { rtol: 0.01 });
    expectAllClose([Math.hypot(...perFrame)], [reference.input_grad.norm], { rtol: 0.01 });
  });

  test("gives the same logits through first-layer responses", { timeout: 5 * MINUTE_MS }, (context) => {
    if (!hasReference) return context.skip(NO_REFERENCE);
    const responses = run.model.respond(run.frames);
    const logits = tf.tidy(() =>
      run.model.logitsOfMix(responses, tf.eye(16).expandDims<tf.Tensor3D>(0)).dataSync(),
    );
    responses.dispose();
    expectAllClose(logits, reference.logits, { rtol: 1e-3, atol: 1e-4 });
  });
});

const camTitle = "Grad-CAM of I3D at full size" + (hasReference ? "" : ` (skipped: ${NO_REFERENCE})`);

describe.skipIf(!hasReference)(camTitle, () => {
  test.each([
    ["probability", "gradcam_Mixed_5c_softmax"],
    ["logit", "gradcam_Mixed_5c_logit"],
  ] as const)(
    "of the %s matches at Mixed_5c",
    async (kind, key) => {
      const reference = readReference<ReferenceVectors>("i3d");
      const { model, frames, dispose } = await referenceCase("i3d");
      const map = await gradCamOf(model, frames, reference.target, kind);
      dispose();
      expect([map.T, map.h, map.w]).toEqual([2, 7, 7]);
      const expected = reference[key]!.values;
      expectAllClose(map.values, expected, { rtol: 1e-3, atol: 1e-3 * Math.max(...expected) });
    },
    5 * MINUTE_MS,
  );
});

/** Expects the endpoint's mean, standard deviation and six values to match. */
function expectEndpoint(endpoint: tf.Tensor5D, expected: ReferenceVectors["endpoints"][string]): void {
  const [B, T, H, W, C] = endpoint.shape;
  const values = endpoint.dataSync<"float32">();
  // Sum in float64: a float32 sum over millions of values has a larger error than the network.
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  expectAllClose([mean, Math.sqrt(variance)], [expected.mean, expected.std], { rtol: 1e-3, atol: 1e-5 });
  // Positions refer to [T, H, W, C] for both networks, whatever the order in which the file gives the shape. The C-LSTM's
  // file omits them; they are at the same fractions of its size.
  const n = values.length;
  const positions = expected.idx ?? [0, 1, 17, Math.floor(n / 3), Math.floor(n / 2), n - 1];
  expect(expected.shape_THWC ? [T, H, W, C] : [B, C, T, H, W]).toEqual(
    expected.shape_THWC ?? expected.shape_TCHW,
  );
  expectAllClose(
    positions.map((i) => values[i]!),
    expected.val,
    { rtol: 1e-3, atol: 1e-4 },
  );
}
