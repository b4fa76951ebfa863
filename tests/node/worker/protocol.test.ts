/** The protocol's promises about its messages: they are plain data, and a command's name decides its types. */
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Clip } from "../../../src/clip/clip.ts";
import type { Client } from "../../../src/worker/client.ts";
import type {
  ClipCommands,
  FromWorker,
  LabCommands,
  SearchProgress,
  ToWorker,
} from "../../../src/worker/protocol.ts";

const id = fc.nat();
const text = fc.string();
const number = fc.double({ noNaN: true });
const mask = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 32 });
const scores = fc.record({ os: number, fs: number, rs: number });
const preset = fc.constantFrom("default" as const, "paper" as const);

const frames = fc
  .record({
    T: fc.integer({ min: 1, max: 4 }),
    H: fc.integer({ min: 1, max: 4 }),
    W: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ T, H, W }) =>
    fc.record({
      T: fc.constant(T),
      H: fc.constant(H),
      W: fc.constant(W),
      data: fc.uint8Array({ minLength: T * H * W * 3, maxLength: T * H * W * 3 }),
    }),
  );

const source: fc.Arbitrary<Clip["source"]> = fc.oneof(
  fc.record({ kind: fc.constant("bundled" as const), id: text }),
  fc.record({ kind: fc.constant("upload" as const), fileName: text }),
  fc.record({ kind: fc.constant("link" as const), name: text }),
);

const progress: fc.Arbitrary<SearchProgress> = fc.record({
  step: id,
  of: id,
  loss: number,
  l1: number,
  tv: number,
  classScore: number,
  mask,
  secondsLeft: number,
});

const toLab: fc.Arbitrary<ToWorker<LabCommands>> = fc.oneof(
  fc.record({ id, kind: fc.constant("cancel" as const) }),
  fc.record({
    id,
    kind: fc.constant("run" as const),
    name: fc.constant("searchMask" as const),
    ask: fc.record({ modelId: text, frames, target: id, preset }),
  }),
  fc.record({
    id,
    kind: fc.constant("run" as const),
    name: fc.constant("loadModel" as const),
    ask: fc.record({ baseUrl: text }),
  }),
);

const fromLab: fc.Arbitrary<FromWorker<LabCommands>> = fc.oneof(
  fc.record({
    id,
    kind: fc.constant("step" as const),
    name: fc.constant("searchMask" as const),
    step: progress,
  }),
  fc.record({
    id,
    kind: fc.constant("answer" as const),
    name: fc.constant("classify" as const),
    answer: fc.float32Array(),
  }),
  fc.record({
    id,
    kind: fc.constant("answer" as const),
    name: fc.constant("scoreMask" as const),
    answer: scores,
  }),
  fc.record({ id, kind: fc.constant("error" as const), code: fc.constant("decode" as const), message: text }),
);

const fromClip: fc.Arbitrary<FromWorker<ClipCommands>> = fc.record({
  id,
  kind: fc.constant("answer" as const),
  name: fc.constant("decode" as const),
  answer: fc.record({
    source,
    name: text,
    frames,
    timestampsS: fc.array(number),
    durationS: number,
    sourceWidth: id,
    sourceHeight: id,
    notices: fc.array(text),
  }),
});

describe("every message survives structuredClone", () => {
  test.each([
    ["to the lab worker", toLab],
    ["from the lab worker", fromLab],
    ["from the clip worker", fromClip],
  ])("%s", (_, message: fc.Arbitrary<unknown>) => {
    fc.assert(
      fc.property(message, (value) => {
        expect(structuredClone(value)).toEqual(value);
      }),
    );
  });
});

test("a command's name decides the types of its question, steps and answer", () => {
  type Run = Client<LabCommands>["run"];
  expectTypeOf<keyof LabCommands>().toEqualTypeOf<
    | "start"
    | "loadModel"
    | "inspectModel"
    | "importModel"
    | "classify"
    | "searchMask"
    | "scoreMask"
    | "searchSpatiotemporal"
    | "scoreSpatiotemporal"
    | "scoreWindows"
    | "measureFaithfulness"
    | "gradCam"
  >();
  expectTypeOf<Run>().parameter(0).toEqualTypeOf<keyof LabCommands>();
  expectTypeOf<Extract<ToWorker<LabCommands>, { name: "start" }>["ask"]>().toEqualTypeOf<
    LabCommands["start"]["ask"]
  >();
});
