/**
 * What the history keeps of a search, finished or cut off, and the check of what is read back.
 * The database is not trusted: an older page, another program or a crash may have left anything in it.
 */
import * as v from "valibot";
import { OPERATOR_NAMES } from "../math/operator.ts";
import { measuredSchema, misfit } from "../result/measured.ts";
import { PRESET_NAMES } from "../math/search-settings.ts";

/** As in permalinks: most frames of a mask. */
const MOST_FRAMES = 512;
const text = v.pipe(v.string(), v.minLength(1));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const mask = v.pipe(v.array(unit), v.minLength(1), v.maxLength(MOST_FRAMES));
const link = v.pipe(v.string(), v.startsWith("#v"));
const time = v.pipe(v.string(), v.isoTimestamp());
const preset = v.picklist(PRESET_NAMES);

/** Which kept files a clip was decoded from, and which part of them. */
const originalRef = v.object({
  /** Names the files in the store of originals; see `keyOfFiles`. */
  key: text,
  /** Part that was sampled, seconds; the whole clip where absent. */
  range: v.exactOptional(v.tuple([v.number(), v.number()])),
});

const resultSchema = v.object({
  modelId: text,
  modelName: text,
  /** Index of the class; absent in entries from before two classes of one model could be compared. */
  target: v.exactOptional(count),
  className: text,
  /** [T] in [0, 1]; 1 = perturbed. */
  mask,
  scores: v.object({ os: unit, fs: unit, rs: unit, own: v.optional(unit) }),
  steps: count,
  stopped: v.picklist(["settled", "all-steps"]),
  backend: text,
  /** How far the mask can be believed, where that was measured; a damaged one is left out, and the mask stays. */
  measured: v.exactOptional(v.fallback(v.nullable(measuredSchema), null)),
});

const entrySchema = v.object({
  id: text,
  /** When the search ended: ISO 8601, UTC. */
  savedAt: time,
  clipName: text,
  /** The middle frame as a `data:` address of a small picture; null where none could be made. */
  thumbnail: v.nullable(v.pipe(v.string(), v.regex(/^data:image\/(webp|jpeg|png);base64,/))),
  preset,
  /** What kind of mask was found, by its operator or as one with a place; absent in entries from before there was a choice. */
  maskKind: v.exactOptional(v.picklist([...OPERATOR_NAMES, "spatiotemporal"])),
  /** One for each model that was asked, in the page's order. */
  results: v.pipe(v.array(resultSchema), v.minLength(1)),
  /** Permalink, `#` included: everything that is needed to open it again. */
  link,
  /** Null where the clip is not a file of the user's. */
  original: v.nullable(originalRef),
});

const pendingSchema = v.object({
  /** The page that searches; one record a page. */
  pageId: text,
  startedAt: time,
  updatedAt: time,
  clipName: text,
  modelNames: v.pipe(v.array(text), v.minLength(1)),
  className: text,
  /** Permalink of the question. */
  link,
  original: v.nullable(originalRef),
  /** Steps done of at most `of`; both 0 before the first. */
  step: count,
  of: count,
  /** [T] the mask at that step; null before the first. */
  mask: v.nullable(mask),
});

/** One model's answer in an entry. */
export type HistoryResult = v.InferOutput<typeof resultSchema>;
/** Which kept files a clip was decoded from. */
export type OriginalRef = v.InferOutput<typeof originalRef>;
/** One finished search. */
export type HistoryEntry = v.InferOutput<typeof entrySchema>;
/** A search under way, as its page last wrote it down. */
export type PendingSearch = v.InferOutput<typeof pendingSchema>;

/** Returns whether a result is of a class of a model; of entries that do not say which class, the model decides. */
export function isResultOf(result: HistoryResult, modelId: string | null, target: number | null): boolean {
  return result.modelId === modelId && (result.target ?? target) === target;
}

/** The record as an entry; null where it is damaged. */
export function asEntry(record: unknown): HistoryEntry | null {
  const read = v.safeParse(entrySchema, record);
  if (!read.success) return null;
  const results = read.output.results.map((result) =>
    result.measured != null && misfit(result.measured, result.mask.length) !== null
      ? { ...result, measured: null }
      : result,
  );
  return { ...read.output, results };
}

/** The record as a search under way; null where it is damaged. */
export function asPending(record: unknown): PendingSearch | null {
  const read = v.safeParse(pendingSchema, record);
  return read.success ? read.output : null;
}
