/** Arbitrary results of every kind that a file can contain. */
import fc from "fast-check";
import { RESULT_FORMAT, RESULT_VERSION, type ResultFile } from "../../src/export/result-json.ts";
import { fakeMeasured } from "./page-harness/fake-measures.ts";

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 10 });
const count = fc.nat(100_000);
/** Turns -0 into 0, because JSON has no -0. */
const unit = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const loss = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => value + 0);

const trust = fc.record({
  level: fc.constantFrom("supported" as const, "mixed" as const),
  summary: text,
  measured: fc.constant(fakeMeasured()),
});

const explanationOf = (T: number): fc.Arbitrary<ResultFile["explanations"][number]> =>
  fc.record(
    {
      modelId: text,
      modelName: text,
      target: fc.record({ index: count, name: text }),
      preset: fc.option(fc.constantFrom("default" as const, "paper" as const)),
      seed: count,
      origin: fc.constantFrom("learnt" as const, "edited" as const, "by-hand" as const),
      operator: fc.constantFrom("freeze" as const, "blur" as const),
      mask: fc.array(unit, { minLength: T, maxLength: T }),
      grid: fc
        .array(unit, { minLength: 6 * T, maxLength: 6 * T })
        .map((values) => ({ height: 2, width: 3, area: 0.1, values })),
      scores: fc.option(
        fc.record({ os: unit, fs: unit, rs: unit, own: unit }, { requiredKeys: ["os", "fs", "rs"] }),
      ),
      steps: fc.option(count),
      stopped: fc.option(fc.constantFrom("settled" as const, "all-steps" as const)),
      backend: fc.option(text),
      // The measurements are for 16 frames.
      ...(T === 16 ? { trust } : {}),
      predictions: fc.array(fc.record({ index: count, name: text, probability: unit }), { maxLength: 5 }),
      history: fc.array(fc.record({ loss, l1: loss, tv: loss, classScore: loss }), { maxLength: 4 }),
    },
    {
      requiredKeys: [
        ...(["modelId", "modelName", "target", "preset", "seed", "origin", "mask", "scores"] as const),
        ...(["steps", "stopped", "backend", "predictions"] as const),
      ],
    },
  );

/** Any result that `writeResult` takes. */
export const anyResult: fc.Arbitrary<ResultFile> = fc
  .oneof(fc.integer({ min: 1, max: 24 }), fc.constant(16))
  .chain((T) =>
    fc.record({
      format: fc.constant(RESULT_FORMAT),
      version: fc.constant(RESULT_VERSION),
      software: fc.record({ name: text, version: text }),
      link: fc.option(fc.webUrl({ withFragments: true })),
      clip: fc.record({
        name: text,
        source: fc.oneof(
          fc.record({ kind: fc.constant("bundled" as const), id: text }),
          fc.record({ kind: fc.constant("upload" as const), fileName: text }),
          fc.record({ kind: fc.constant("generated" as const), className: text, seed: count }),
          fc.record({ kind: fc.constant("link" as const), name: text }),
        ),
        label: fc.option(text),
        eventFrames: fc.option(fc.tuple(count, count)),
        timestampsS: fc.array(
          fc.double({ min: 0, max: 1e5, noNaN: true }).map((value) => value + 0),
          {
            minLength: T,
            maxLength: T,
          },
        ),
        durationS: fc.nat(1000),
        width: count,
        height: count,
      }),
      explanations: fc.array(explanationOf(T), { minLength: 1, maxLength: 2 }),
    }),
  );
