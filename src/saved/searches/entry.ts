/**
 * Records of finished and interrupted searches in the history, and the check of what is read back. The database is
 * not trusted: an older page, another program or a crash may have left anything in it.
 */
import * as v from "valibot";
import { text, unit, whole } from "../../base/schema.ts";
import { OPERATOR_NAMES } from "../../math/operator.ts";
import { measuredSchema, lengthMismatch } from "../../result/measured.ts";
import { STOPPED } from "../../result/mask-result.ts";
import { perturbedSchema } from "../../result/scores-schema.ts";
import { PRESET_NAMES } from "../../math/search-settings.ts";

/** Largest number of frames of a mask, as in permalinks. */
const MOST_FRAMES = 512;
const mask = v.pipe(v.array(unit), v.minLength(1), v.maxLength(MOST_FRAMES));
const link = v.pipe(v.string(), v.startsWith("#v"));
const time = v.pipe(v.string(), v.isoTimestamp());
const preset = v.picklist(PRESET_NAMES);

/** Reference to the saved files that a clip was decoded from, and to the sampled part. */
const originalRef = v.object({
  /** Key of the files in the store of originals; see `keyOfFiles`. */
  key: text,
  /** Part that was sampled, in seconds; absent for the whole clip. */
  range: v.exactOptional(v.tuple([v.number(), v.number()])),
});

const resultSchema = v.object({
  modelId: text,
  modelName: text,
  /** Index of the class; absent in entries from before two classes of one model could be compared. */
  target: v.exactOptional(whole),
  className: text,
  /** [T] in [0, 1]; 1 = perturbed. */
  mask,
  /** FS, RS and `own` are of the frames that are on, except where `recordedSoft` says otherwise. */
  scores: v.object({
    os: unit,
    fs: unit,
    rs: unit,
    own: v.optional(unit),
    soft: v.optional(perturbedSchema),
  }),
  steps: whole,
  stopped: v.picklist(STOPPED),
  backend: text,
  /** Faithfulness measurements, if any. Damaged ones are dropped, and the mask stays. */
  measured: v.exactOptional(v.fallback(v.nullable(measuredSchema), null)),
});

const entrySchema = v.object({
  id: text,
  /** Time when the search ended: ISO 8601, UTC. */
  savedAt: time,
  clipName: text,
  /** Middle frame as a `data:` URL of a small picture; null if none could be made. */
  thumbnail: v.nullable(v.pipe(v.string(), v.regex(/^data:image\/(webp|jpeg|png);base64,/))),
  preset,
  /** Kind of mask that was found: its operator, or "spatiotemporal". Absent in entries older than this choice. */
  maskKind: v.exactOptional(v.picklist([...OPERATOR_NAMES, "spatiotemporal"])),
  /** One result per model, in the page's order. */
  results: v.pipe(v.array(resultSchema), v.minLength(1)),
  /** Permalink, `#` included; holds everything needed to open the result again. */
  link,
  /** Null if the clip is not one of the user's files. */
  original: v.nullable(originalRef),
});

const pendingSchema = v.object({
  /** Page that runs the search; there is one record per page. */
  pageId: text,
  startedAt: time,
  updatedAt: time,
  clipName: text,
  modelNames: v.pipe(v.array(text), v.minLength(1)),
  className: text,
  /** Permalink of the question. */
  link,
  original: v.nullable(originalRef),
  /** Steps taken, out of at most `of`; both 0 before the first. */
  step: whole,
  of: whole,
  /** [T] mask at that step; null before the first. */
  mask: v.nullable(mask),
});

/** One model's result in an entry. */
export type SavedResult = v.InferOutput<typeof resultSchema>;
/** Reference to the saved files that a clip was decoded from. */
export type OriginalRef = v.InferOutput<typeof originalRef>;
/** Record of one finished search. */
export type SavedSearch = v.InferOutput<typeof entrySchema>;
/** Record of a running search, as its page last saved it. */
export type PendingSearch = v.InferOutput<typeof pendingSchema>;

/** Returns whether a result is of a class of a model; of entries that do not say which class, the model decides. */
export function isResultOf(result: SavedResult, modelId: string | null, target: number | null): boolean {
  return result.modelId === modelId && (result.target ?? target) === target;
}

/** Returns the record as an entry, or null if it is damaged. */
export function asEntry(record: unknown): SavedSearch | null {
  const read = v.safeParse(entrySchema, record);
  if (!read.success) return null;
  const results = read.output.results.map((result) =>
    result.measured != null && lengthMismatch(result.measured, result.mask.length) !== null
      ? { ...result, measured: null }
      : result,
  );
  return { ...read.output, results };
}

/** Returns the record as a running search, or null if it is damaged. */
export function asPending(record: unknown): PendingSearch | null {
  const read = v.safeParse(pendingSchema, record);
  return read.success ? read.output : null;
}
