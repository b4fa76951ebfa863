/** Links of every kind, with values that a link keeps exactly, so that a round trip is the identity. */
import fc from "fast-check";
import type { LabLink } from "../../src/result/link-fields.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const unitFloat32 = fc.float({ min: 0, max: 1, noNaN: true }).map((value) => value + 0); // no -0
const maskValue = fc.integer({ min: 0, max: 65535 }).map((steps) => steps / 65535);

const clip: fc.Arbitrary<LabLink["clip"]> = fc.oneof(
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

const lane = {
  modelId: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  target: fc.integer({ min: 0, max: 65535 }),
  mask: fc.option(fc.array(maskValue, { minLength: 1, maxLength: 64 })),
  scores: fc.option(fc.record({ os: unitFloat32, fs: unitFloat32, rs: unitFloat32 })),
};

/** Any link that `encodeLink` takes. */
export const anyLink: fc.Arbitrary<LabLink> = fc.record({
  ...lane,
  clip,
  preset: fc.constantFrom("default" as const, "paper" as const),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  second: fc.option(fc.record(lane)),
});
