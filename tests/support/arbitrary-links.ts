/** Arbitrary links of every kind, with values that a link preserves exactly, so that a round trip is the identity. */
import fc from "fast-check";
import { spatiotemporalMask, temporalMask } from "../../src/math/mask.ts";
import { OPERATOR_NAMES } from "../../src/math/operator.ts";
import { GRID_SIZES, GRID_STEPS } from "../../src/math/spatiotemporal-mask.ts";
import type { LabLink, LinkedImport, LinkedLane, LinkV4, MaskKind } from "../../src/result/link-fields.ts";
import type { Scores, SoftScores } from "../../src/result/mask-result.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const unitFloat32 = fc.float({ min: 0, max: 1, noNaN: true }).map((value) => value + 0); // no -0
const maskValue = fc.integer({ min: 0, max: 65535 }).map((steps) => steps / 65535);

const clip: fc.Arbitrary<LinkV4["clip"]> = fc.oneof(
  fc.record({ kind: fc.constant("bundled" as const), id: name }),
  fc.record({
    kind: fc.constant("inside" as const),
    name,
    format: fc.constantFrom("webm/av1", "webm/vp9"),
    bytes: fc.uint8Array({ maxLength: 400 }),
  }),
  fc.record({
    kind: fc.constant("address" as const),
    url: fc.webUrl({ validSchemes: ["https"] }),
    range: fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 4000 }))
        .map(([from, length]) => ({ startS: from / 8, endS: (from + length) / 8 })),
    ),
  }),
  fc.record({
    kind: fc.constant("generated" as const),
    className: name,
    seed: fc.integer({ min: 0, max: 0xffffffff }),
  }),
);

/** Decimals of every kind: a link must preserve the settings' numbers to the last digit. */
const decimal = fc.double({ min: -300, max: 300, noNaN: true }).map((value) => value + 0);
const settings: fc.Arbitrary<LinkedImport["settings"]> = fc.record({
  architecture: fc.oneof(
    fc.record({
      kind: fc.constant("i3d" as const),
      width: fc.double({ min: 0.01, max: 4, noNaN: true }),
      temporalStrides: fc.constantFrom<[1 | 2, 1 | 2, 1 | 2]>([2, 2, 2], [1, 2, 2], [1, 1, 1]),
    }),
    fc.record({
      kind: fc.constant("clstm4" as const),
      units: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 4 }),
      kernel: fc.constantFrom(3, 5),
      stride: fc.constantFrom(1, 2),
      effectiveSteps: fc.array(fc.nat(511), { minLength: 1, maxLength: 16 }),
    }),
  ),
  input: fc.record({
    frames: fc.integer({ min: 1, max: 512 }),
    height: fc.integer({ min: 1, max: 512 }),
    width: fc.integer({ min: 1, max: 512 }),
    range: fc.tuple(decimal, decimal),
    mean: fc.tuple(decimal, decimal, decimal),
    std: fc.tuple(decimal, decimal, decimal),
    normalise: fc.constantFrom("none" as const, "clip" as const),
  }),
});
const imported: fc.Arbitrary<LinkedImport> = fc.record({
  fileName: name,
  name,
  settings,
  classCount: fc.nat(65535),
  className: name,
});

const gridOf = (across: number) =>
  fc.integer({ min: 1, max: 4 }).chain((T) =>
    fc
      .array(fc.integer({ min: 0, max: GRID_STEPS }), {
        minLength: T * across ** 2,
        maxLength: T * across ** 2,
      })
      .map((steps) => ({
        T,
        h: across,
        w: across,
        values: Float32Array.from(steps, (step) => step / GRID_STEPS),
      })),
  );
const maskKind: fc.Arbitrary<MaskKind> = fc.oneof(
  fc.record({ kind: fc.constant("temporal" as const), operator: fc.constantFrom(...OPERATOR_NAMES) }),
  fc.record({
    kind: fc.constant("spatiotemporal" as const),
    across: fc.constantFrom(...GRID_SIZES),
    area: fc.option(fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100)),
  }),
);
const three = { os: unitFloat32, fs: unitFloat32, rs: unitFloat32 };

/** One model's part, its mask of the link's kind. */
const laneOf = (kind: MaskKind) => ({
  modelId: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  imported: fc.option(imported),
  target: fc.integer({ min: 0, max: 65535 }),
  mask:
    kind.kind === "temporal"
      ? fc.option(fc.array(maskValue, { minLength: 1, maxLength: 64 }))
      : fc.constant(null),
  grid: kind.kind === "temporal" ? fc.constant(null) : fc.option(gridOf(kind.across)),
  scores: fc.option(
    kind.kind === "temporal" && (kind.operator === "fade" || kind.operator === "blur")
      ? fc.oneof(fc.record(three), fc.record({ ...three, own: unitFloat32 }))
      : fc.record(three),
  ),
});

/** Any link that `encodeV4` takes. */
export const anyLink: fc.Arbitrary<LinkV4> = maskKind.chain((kind) =>
  fc.record({
    ...laneOf(kind),
    clip,
    preset: fc.constantFrom("default" as const, "paper" as const),
    maskKind: fc.constant(kind),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    second: fc.option(fc.record(laneOf(kind))),
  }),
);

/** Hard scores, soft ones or both. */
const todaysScores = (kind: MaskKind): fc.Arbitrary<Scores | SoftScores> => {
  const two = { fs: unitFloat32, rs: unitFloat32 };
  const perturbed =
    kind.kind === "temporal" && (kind.operator === "fade" || kind.operator === "blur")
      ? fc.oneof(fc.record(two), fc.record({ ...two, own: unitFloat32 }))
      : fc.record(two);
  return fc.oneof(
    fc.tuple(unitFloat32, perturbed).map(([os, hard]) => ({ os, ...hard })),
    fc.tuple(unitFloat32, perturbed).map(([os, soft]) => ({ os, soft })),
    fc.tuple(unitFloat32, perturbed, perturbed).map(([os, hard, soft]) => ({ os, ...hard, soft })),
  );
};

/** A lane of today's links: what it compares with the main one, `mainModel`'s. */
const laneBeside = (compares: LinkedLane["compares"], mainModel: string | null) =>
  maskKind.chain((kind) =>
    fc.record({ ...laneOf(kind), today: fc.option(todaysScores(kind)) }).map((drawn): LinkedLane => {
      const { mask, grid, modelId, today, ...lane } = drawn;
      return {
        ...lane,
        scores: today,
        proof: null,
        compares,
        modelId: compares === "class" && mainModel !== null ? mainModel : modelId,
        maskKind: kind,
        preset: "default",
        mask: grid !== null ? spatiotemporalMask(grid) : mask === null ? null : temporalMask(mask),
      };
    }),
  );

/** Any link that `encodeLink` takes: one to four lanes, each with a kind of mask of its own. */
export const anyLabLink: fc.Arbitrary<LabLink> = laneBeside(null, null).chain((main) =>
  fc.record({
    clip,
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    lanes: fc
      .array(fc.constantFrom("model" as const, "class" as const), { maxLength: 3 })
      .chain((others) => fc.tuple(...others.map((compares) => laneBeside(compares, main.modelId))))
      .map((others): LabLink["lanes"] => [main, ...others]),
  }),
);
