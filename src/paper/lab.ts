/**
 * The paper's table computed by this lab on its bundled clips, as stored in `public/paper/lab.json`. `npm run
 * paper-table` writes it; a test compares its hashes with the models and clips that ship.
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { checked, checkKind, text, unit, whole } from "../base/schema.ts";
import type { ModelKey, ModelResult, ResultTable } from "./table.ts";
import { STOPPED } from "../result/mask-result.ts";
import { perturbedSchema, proofSchema } from "../result/scores-schema.ts";
import { PRESET_NAMES } from "../math/search-settings.ts";

/** The `schema` field of the file. */
export const LAB_SCHEMA = "freezeframe/lab-results";
/** Version of the file that this lab writes and reads. */
export const LAB_VERSION = 2;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 as 64 hex digits"));

const link = v.pipe(v.string(), v.regex(/^#v\d+\./, "Expected a permalink's fragment"));

const modelSchema = v.strictObject({
  /** The card's id. */
  id: text,
  name: text,
  /** Number of classes, and size of the input frames in pixels. */
  classes: whole,
  height: whole,
  width: whole,
  /** Hash of everything that decides the model's answers: see `scripts/paper-table/fingerprint.ts`. */
  sha256,
});

const resultSchema = v.strictObject({
  /** FS and RS are of the frames above 0.5 fully on; `soft` of the mask's own values, where these differ. */
  os: unit,
  fs: unit,
  rs: unit,
  soft: v.optional(perturbedSchema),
  /** Score of the true class; null if that is the class explained, as it is for every clip today. */
  cs: v.nullable(unit),
  p: v.nullable(v.strictObject({ class: whole, name: text, probability: unit })),
  mask: v.pipe(v.array(unit), v.minLength(2)),
  steps: whole,
  stopped: v.picklist(STOPPED),
  /** What an exact search proved; null for a search by descent. */
  proof: v.nullable(proofSchema),
  link,
});

const fileSchema = v.strictObject({
  schema: v.literal(LAB_SCHEMA),
  version: v.literal(LAB_VERSION),
  preset: v.picklist(PRESET_NAMES),
  /** Settings of the preset when the table was computed, by name. */
  settings: v.record(v.string(), v.nullable(v.union([v.number(), v.string()]))),
  backend: text,
  frames: v.pipe(whole, v.minValue(2)),
  models: v.strictObject({ i3d: modelSchema, clstm: modelSchema }),
  clips: v.pipe(
    v.array(
      v.strictObject({
        id: text,
        class: text,
        thumbnail: text,
        sha256,
        event: v.nullable(v.tuple([whole, whole])),
        /** Permalink fragment that opens both results side by side. */
        link,
        i3d: resultSchema,
        clstm: resultSchema,
      }),
    ),
    v.minLength(1),
  ),
});

/** The checked contents of the file. */
export type LabResults = v.InferOutput<typeof fileSchema>;
/** One model's result on one clip, as stored in the file. */
export type LabResult = v.InferOutput<typeof resultSchema>;

/** The lab's table, with the models, preset and backend that computed it. */
export interface LabTable extends ResultTable {
  readonly models: Readonly<Record<ModelKey, v.InferOutput<typeof modelSchema>>>;
  readonly preset: LabResults["preset"];
  readonly backend: string;
}

/**
 * Checks the parsed file.
 *
 * @param from  name of the file, for messages.
 * @throws {LabError} "value" naming the field; also for a mask whose length differs from the file's frame count.
 */
export function parseLabResults(value: unknown, from: string): LabResults {
  checkKind(value, LAB_SCHEMA, LAB_VERSION, from);
  const results = checked(fileSchema, value, from);
  for (const { id, i3d, clstm } of results.clips) {
    for (const { mask } of [i3d, clstm]) {
      if (mask.length === results.frames) continue;
      throw new LabError(
        "value",
        `${from}: clip ${id}: a mask has ${mask.length} frames; the file says ${results.frames}.`,
      );
    }
  }
  return results;
}

/** Returns the checked file as a table. */
export function labTable({ frames, models, preset, backend, clips }: LabResults): LabTable {
  return {
    T: frames,
    models,
    preset,
    backend,
    rows: clips.map(({ id, class: className, thumbnail, event, link: both, i3d, clstm }) => ({
      id,
      className,
      section: "",
      note: "",
      thumbnail,
      event,
      link: both,
      i3d: resultOf(i3d),
      clstm: resultOf(clstm),
    })),
  };
}

function resultOf({ os, fs, rs, cs, p, mask, steps, stopped, proof, link }: LabResult): ModelResult {
  const predicted = p === null ? null : { index: p.class, name: p.name, probability: p.probability };
  return { os, fs, rs, cs, predicted, mask, search: { steps, stopped, proof }, link };
}
