/**
 * Results as JSON: clip, model, question and outcome, for scripts to read and for the page to open again.
 * docs/result-format.md describes every field. Versions 1 and 2 will always be readable.
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { OPERATOR_NAMES } from "../math/operator.ts";
import { VERDICT_LEVELS } from "../faithfulness/verdict.ts";
import { measuredSchema, lengthMismatch } from "../result/measured.ts";
import { STOPPED } from "../result/mask-result.ts";
import { proofSchema } from "../result/scores-schema.ts";
import { PRESET_NAMES } from "../math/search-settings.ts";

/** Format name in the file. */
export const RESULT_FORMAT = "freezeframe-result";

/** Version that is written. Increase it when a field is removed or changes its meaning. */
export const RESULT_VERSION = 2;

/** Largest number of frames, as in links. */
const MOST_FRAMES = 512;

const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const perturbed = v.object({ fs: unit, rs: unit, own: v.optional(unit) });

const prediction = v.object({ index: count, name: text, probability: unit });

const explanation = v.object({
  modelId: text,
  modelName: text,
  /** Class whose score is explained; `index` counts from 0. */
  target: v.object({ index: count, name: text }),
  /** Preset of the search that the mask comes from; null for one made by hand from nothing. */
  preset: v.nullable(v.picklist(PRESET_NAMES)),
  seed: count,
  /** "learnt" by a search, "edited" by hand after one, or made "by-hand" from nothing. */
  origin: v.picklist(["learnt", "edited", "by-hand"]),
  /** Operator that the mask perturbs with; absent (meaning freeze) in files older than this choice. */
  operator: v.optional(v.picklist(OPERATOR_NAMES)),
  /** [T]; 1 = perturbed. The frame means, if there is a grid. */
  mask: v.pipe(v.array(unit), v.minLength(1), v.maxLength(MOST_FRAMES)),
  /** Space-and-time mask: [T, height, width] row by row, over the part of the frame that the model sees. */
  grid: v.optional(
    v.object({
      height: v.pipe(count, v.minValue(1)),
      width: v.pipe(count, v.minValue(1)),
      /** Share of the clip that was requested; null if the area was weighed against the score. */
      area: v.nullable(unit),
      values: v.array(unit),
    }),
  ),
  /**
   * Scores of this mask; null if they were not known. FS, RS and `own`, the score under an operator that is neither freeze
   * nor reverse, are of the frames above 0.5 fully on; `soft` has those of the mask's own values, where it has any between
   * 0 and 1. In version 1, FS, RS and `own` were soft.
   */
  scores: v.nullable(v.object({ os: unit, ...perturbed.entries, soft: v.optional(perturbed) })),
  /** What an exact search proved of this mask; null for any other mask. Absent in version 1. */
  proof: v.optional(v.nullable(proofSchema)),
  /** Faithfulness of this mask; absent if not measured. */
  trust: v.optional(
    v.object({
      /** Conclusion as the page words it. When the file is opened again, only the measurements count. */
      level: v.picklist(VERDICT_LEVELS),
      summary: text,
      measured: measuredSchema,
    }),
  ),
  /** Facts about the search; null if it was not run on the machine that wrote the file. */
  steps: v.nullable(count),
  stopped: v.nullable(v.picklist(STOPPED)),
  backend: v.nullable(text),
  /** Most probable classes of the unperturbed clip, at most 5. */
  predictions: v.pipe(v.array(prediction), v.maxLength(5)),
  /** One entry per search step: loss = l1 + tv + classScore. */
  history: v.optional(
    v.array(
      v.object({
        /** Steps taken, or masks that an exact search scored, with its proven bound. Absent in version 1. */
        step: v.optional(count),
        loss: v.number(),
        l1: v.number(),
        tv: v.number(),
        classScore: v.number(),
        lowerBound: v.optional(v.number()),
      }),
    ),
  ),
});

const source = v.variant("kind", [
  v.object({ kind: v.literal("bundled"), id: text }),
  v.object({ kind: v.literal("upload"), fileName: text }),
  v.object({ kind: v.literal("generated"), className: text, seed: count }),
  v.object({ kind: v.literal("link"), name: text }),
]);

const clip = v.object({
  name: text,
  source,
  /** True class and true event (first and last frame, from 0), if known. */
  label: v.nullable(text),
  eventFrames: v.nullable(v.tuple([count, count])),
  /** [T] times of the frames in the source. */
  timestampsS: v.pipe(v.array(seconds), v.minLength(1), v.maxLength(MOST_FRAMES)),
  durationS: seconds,
  /** Size of the source in pixels. */
  width: count,
  height: count,
});

const resultSchema = v.object({
  format: v.literal(RESULT_FORMAT),
  version: v.picklist([1, RESULT_VERSION]),
  software: v.object({ name: text, version: text }),
  /** Link that opens the result, clip included; null if the clip did not fit into it. */
  link: v.nullable(v.pipe(v.string(), v.url())),
  clip,
  /** Explanations of one model, or of two that were compared; the first is the main one. */
  explanations: v.pipe(v.array(explanation), v.minLength(1), v.maxLength(2)),
});

/** A result, as its file holds it. */
export type ResultFile = v.InferOutput<typeof resultSchema>;
/** One model's part of a result. */
export type ResultExplanation = v.InferOutput<typeof explanation>;

/** Returns the text of a result's file, indented for human readers; lists of numbers or flags stay on one line. */
export function writeResult(result: ResultFile): string {
  const indented = JSON.stringify(result, null, 2);
  // Matches only between brackets and line breaks: strings contain no unescaped line break.
  const onePerLine = /\[\n\s+((?:(?:[\d.e+-]+|true|false),?\n\s+)+)\]/g;
  return `${indented.replace(onePerLine, (_, list: string) => `[${list.trim().replace(/\s+/g, " ")}]`)}\n`;
}

/** Returns whether a text claims to be a result, of any version; distinguishes it from a model's files. */
export function isResultText(json: string): boolean {
  const value = parse(json);
  return isObject(value) && value["format"] === RESULT_FORMAT;
}

/**
 * Reads a result's file.
 *
 * @param from  name of the file, for error messages.
 * @throws {LabError} "value", saying whether it is not JSON, not a result, from a later version, or damaged, and
 *   where.
 */
export function readResult(json: string, from: string): ResultFile {
  const value = parse(json);
  if (value === undefined) {
    throw new LabError(
      "value",
      `${from}: it is not JSON, or it is incomplete. Choose the .json file that this page saved under “Export”.`,
    );
  }
  if (!isObject(value) || value["format"] !== RESULT_FORMAT) {
    throw new LabError(
      "value",
      `${from}: it is JSON, but not a result of this page; a result contains "format": "${RESULT_FORMAT}". ` +
        "To load a model, choose its card, its manifest and its weights together.",
    );
  }
  const version = value["version"];
  if (typeof version === "number" && version > RESULT_VERSION) {
    throw new LabError(
      "value",
      `${from}: it was saved by a later version of this page (format version ${version}; this one reads ${RESULT_VERSION}). Reload the page to get the later version.`,
    );
  }
  const checked = v.safeParse(resultSchema, value);
  if (!checked.success) {
    const issue = checked.issues[0];
    throw damaged(from, `${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}`);
  }
  const result = checked.output;
  const T = result.clip.timestampsS.length;
  result.explanations.forEach(({ mask, grid, trust }, i) => {
    const at = `explanations.${i}`;
    if (mask.length !== T)
      throw damaged(from, `${at}.mask has ${mask.length} values but the clip has ${T} frames`);
    const wrong = trust === undefined ? null : lengthMismatch(trust.measured, T);
    if (wrong !== null) throw damaged(from, `${at}.trust.measured.${wrong}`);
    if (grid === undefined) return;
    const { height, width, values } = grid;
    if (values.length === T * height * width) return;
    throw damaged(from, `${at}.grid has ${values.length} values, not ${T} x ${height} x ${width}`);
  });
  return result;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function damaged(from: string, how: string): LabError {
  return new LabError("value", `${from}: it is a result of this page, but damaged (${how}). Save it again.`);
}
