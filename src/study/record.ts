/**
 * The record of one clip of a study: one self-contained line of JSON, so that files of records can be joined with
 * `cat`.
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { checked, checkKind, text, unit, whole } from "../base/schema.ts";
import { OPERATOR_NAMES } from "../math/operator.ts";
import { STOPPED } from "../result/mask-result.ts";
import { proofSchema, scoresSchema } from "../result/scores-schema.ts";
import { planSchema } from "./plan.ts";

/** The `schema` field of a record. */
export const RECORD_SCHEMA = "freezeframe/study-record";
/** Version that is written and read. Removing a field or changing its meaning needs a new version. */
export const RECORD_VERSION = 2;

const frames = v.tuple([whole, whole]);
const optionalUnit = v.nullable(unit);
const classOf = { index: whole, name: text };

/** The mask compared with the known event: see `faithfulness/truth.ts`. */
const temporalTruth = v.strictObject({
  event: frames,
  /**
   * IoU of the mask's frames, of a centred block of as many frames, and the mean over all positions of such a block.
   */
  iou: unit,
  iouCentred: unit,
  iouAnywhere: unit,
  /**
   * True if the strongest frame lies in the event; the same for the clip's middle frame; probability for a random
   * frame.
   */
  hit: v.boolean(),
  hitCentre: v.boolean(),
  hitRandom: unit,
});

/** The place that a map over time and space points at, and whether an object is there. */
const pointing = v.strictObject({
  /** Strongest cell: its frame, and its centre in shares of the frame; null for a map of zeros. */
  peak: v.nullable(v.strictObject({ frame: whole, x: unit, y: unit })),
  /** Null if the objects' boxes are unknown. */
  truth: v.nullable(v.strictObject({ hit: v.boolean(), hitCentre: unit, hitRandom: unit })),
});

const stopped = v.picklist(STOPPED);

const resultSchema = v.strictObject({
  modelId: text,
  /** Class whose score was explained, and the reason for choosing it. */
  target: v.strictObject({ ...classOf, from: v.picklist(["label", "prediction"]) }),
  predicted: v.strictObject({ ...classOf, probability: unit }),
  /** Score of the label if another class was explained (the paper's CS); null otherwise. */
  cs: optionalUnit,
  operator: v.picklist(OPERATOR_NAMES),
  scores: scoresSchema,
  mask: v.pipe(v.array(unit), v.minLength(1)),
  steps: whole,
  stopped,
  /** What an exact search proved; null for a search by descent. */
  proof: v.nullable(proofSchema),
  /**
   * True if any frame switched on or off between the search's start and the mask; null for an exact search, which has
   * no start.
   */
  leftStart: v.nullable(v.boolean()),
  backend: text,
  /** Link that opens this result on the page; null if the clip or the result does not fit into one. */
  link: v.nullable(text),
  truth: v.nullable(temporalTruth),
  cam: v.nullable(pointing),
  spatiotemporal: v.nullable(
    v.strictObject({
      scores: scoresSchema,
      /** Share of the cells that are on. */
      area: unit,
      steps: whole,
      stopped,
      pointing,
    }),
  ),
  windows: v.nullable(
    v.strictObject({
      /** The window with the lowest score, and its score. */
      best: frames,
      bestScore: unit,
      /** Lowest and mean score of windows with as many frames as the mask, of those that have an effect; null for none. */
      sameLengthBest: optionalUnit,
      sameLengthMean: optionalUnit,
      /** Loss of the mask's frames, fully on, minus best-window loss; above 0, the search missed the best window. */
      gap: v.pipe(v.number(), v.finite()),
    }),
  ),
  /** Figures as documented in `FaithfulnessFigures`. */
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
      deletionCentred: optionalUnit,
      deletionP: optionalUnit,
      insertionCentred: optionalUnit,
      insertionP: optionalUnit,
      insideP: optionalUnit,
      kept: v.nullable(v.pipe(v.number(), v.minValue(0))),
      stabilityNear: optionalUnit,
      searchesNear: v.nullable(whole),
      searchesFailed: v.nullable(whole),
      randomisedOverChance: v.nullable(v.pipe(v.number(), v.maxValue(1))),
      shuffledSilent: v.nullable(whole),
      shuffledEmpty: v.nullable(whole),
    }),
  ),
  /** One message per part of the plan that this model does not support. */
  notes: v.array(text),
});

const recordSchema = v.strictObject({
  schema: v.literal(RECORD_SCHEMA),
  version: v.literal(RECORD_VERSION),
  plan: planSchema,
  /** Key of the clip: see `clipKey`. */
  key: text,
  clip: v.strictObject({
    name: text,
    kind: v.picklist(["bundled", "generated", "file"]),
    label: v.nullable(text),
  }),
  /** Reason why there are no results; null if there are. */
  problem: v.nullable(text),
  /** One result per model, in the plan's order; none if there was a problem. */
  results: v.array(resultSchema),
});

/** One clip's record. */
export type StudyRecord = v.InferOutput<typeof recordSchema>;
/** One model's result in a record. */
export type StudyResult = v.InferOutput<typeof resultSchema>;
/** The place that a map points at, and whether an object is there. */
export type Pointing = v.InferOutput<typeof pointing>;

/**
 * Checks a parsed line.
 *
 * @param from  file and line, for the message.
 * @throws {LabError} "value" for a wrong field, naming it; for a record of another version; for results whose models or
 *   mask lengths do not match the plan.
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
    `${from}: its results are not those of its plan's models; each model needs one, in the plan's order.`,
  );
}

/** Returns the record as a line, line break included. */
export function recordLine(record: StudyRecord): string {
  return `${JSON.stringify(record)}\n`;
}
