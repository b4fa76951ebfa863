/** What one clip of a study came to: one line of JSON, complete in itself, so that files of them can be joined with `cat`. */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { checked, checkKind, text, unit, whole } from "../paper/check.ts";
import { OPERATOR_NAMES } from "../math/operator.ts";
import { planSchema } from "./plan.ts";

/** What a record calls itself. */
export const RECORD_SCHEMA = "freezeframe/study-record";
/** Version that is written and read; a field that changes its meaning or goes means the next one. */
export const RECORD_VERSION = 1;

const frames = v.tuple([whole, whole]);
const optionalUnit = v.nullable(unit);
const classOf = { index: whole, name: text };

/** Against the event that is known to happen: see `faithfulness/truth.ts`. */
const temporalTruth = v.strictObject({
  event: frames,
  /** Of the mask's frames; of a block of as many in the middle; mean over every place of such a block. */
  iou: unit,
  iouCentred: unit,
  iouAnywhere: unit,
  /** Whether the strongest frame lies in the event; the clip's middle frame; expected of a frame at random. */
  hit: v.boolean(),
  hitCentre: v.boolean(),
  hitRandom: unit,
});

/** Where a map over time and space points, and whether a thing is there. */
const pointing = v.strictObject({
  /** Strongest cell: the frame that it stands for and its centre in shares of the frame; null for a map of zeros. */
  peak: v.nullable(v.strictObject({ frame: whole, x: unit, y: unit })),
  /** Null where nobody knows where the things are. */
  truth: v.nullable(v.strictObject({ hit: v.boolean(), hitCentre: unit, hitRandom: unit })),
});

const scores = v.strictObject({ os: unit, fs: unit, rs: unit, own: v.optional(unit) });
const stopped = v.picklist(["settled", "all-steps"]);

const resultSchema = v.strictObject({
  modelId: text,
  /** Class whose score was explained, and why that one. */
  target: v.strictObject({ ...classOf, from: v.picklist(["label", "prediction"]) }),
  predicted: v.strictObject({ ...classOf, probability: unit }),
  /** Score of the label where another class was explained: the paper's CS. Null otherwise. */
  cs: optionalUnit,
  operator: v.picklist(OPERATOR_NAMES),
  scores,
  mask: v.pipe(v.array(unit), v.minLength(1)),
  steps: whole,
  stopped,
  /** Whether any frame changed sides from the start that the mask came from. */
  leftStart: v.boolean(),
  backend: text,
  /** Opens this result on the page; null where the clip or the result does not fit into a link. */
  link: v.nullable(text),
  truth: v.nullable(temporalTruth),
  cam: v.nullable(pointing),
  spatiotemporal: v.nullable(
    v.strictObject({
      scores,
      /** Share of the cells that are on. */
      area: unit,
      steps: whole,
      stopped,
      pointing,
    }),
  ),
  windows: v.nullable(
    v.strictObject({
      /** The window that takes most from the score, and the score under it. */
      best: frames,
      bestScore: unit,
      /** Of windows with as many frames as the mask: lowest and mean score; null for a mask without a frame. */
      sameLengthBest: optionalUnit,
      sameLengthMean: optionalUnit,
      /** The mask's loss less that of the window of the lowest loss: above 0, the search missed that window. */
      gap: v.pipe(v.number(), v.finite()),
      /** The same of the better of the mask as found and its frames fully on. */
      missedBy: v.pipe(v.number(), v.finite()),
    }),
  ),
  /** Each as `FaithfulnessFigures` says. */
  faithfulness: v.nullable(
    v.strictObject({
      deletion: unit,
      deletionChance: unit,
      insertion: unit,
      insertionChance: unit,
      inside: unit,
      insideRandom: optionalUnit,
      insideEven: unit,
      insideWindow: optionalUnit,
      completenessGap: v.nullable(v.pipe(v.number(), v.minValue(0))),
      stability: optionalUnit,
      randomised: optionalUnit,
    }),
  ),
  /** Parts that were asked for and that this model cannot give, in words. */
  notes: v.array(text),
});

const recordSchema = v.strictObject({
  schema: v.literal(RECORD_SCHEMA),
  version: v.literal(RECORD_VERSION),
  plan: planSchema,
  /** Tells one clip from another: see `clipKey`. */
  key: text,
  clip: v.strictObject({
    name: text,
    kind: v.picklist(["bundled", "generated", "file"]),
    label: v.nullable(text),
  }),
  /** Why there are no results; null where there are. */
  problem: v.nullable(text),
  /** One a model, in the plan's order; none where there was a problem. */
  results: v.array(resultSchema),
});

/** One clip's record. */
export type StudyRecord = v.InferOutput<typeof recordSchema>;
/** One model's part of it. */
export type StudyResult = v.InferOutput<typeof resultSchema>;
/** Where a map points, and whether a thing is there. */
export type Pointing = v.InferOutput<typeof pointing>;

/**
 * Checks a parsed line.
 *
 * @param from  file and line, for the message.
 * @throws {LabError} "value" naming the field; for a record of another version; for results of other models or masks of
 *   other lengths than its plan has.
 */
export function parseRecord(value: unknown, from: string): StudyRecord {
  checkKind(value, RECORD_SCHEMA, RECORD_VERSION, from);
  const record = checked(recordSchema, value, from);
  const { plan, problem, results } = record;
  const expected = problem === null ? plan.models.map(({ id }) => id) : [];
  const fits =
    results.length === expected.length &&
    results.every(({ modelId, mask }, i) => {
      return modelId === expected[i] && mask.length === plan.models[i]!.frames;
    });
  if (fits) return record;
  throw new LabError(
    "value",
    `${from}: its results are not those of its plan's models, one each in their order.`,
  );
}

/** The record as a line, its end included. */
export function recordLine(record: StudyRecord): string {
  return `${JSON.stringify(record)}\n`;
}
