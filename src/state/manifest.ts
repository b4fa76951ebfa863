/** The lists of bundled clips and models: `public/clips/manifest.json` and `public/models/manifest.json`. */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";

const clipSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  /** Name of the video file in the manifest's folder. */
  file: v.pipe(v.string(), v.minLength(1)),
  /** Name of its picture in the same folder. */
  thumbnail: v.pipe(v.string(), v.minLength(1)),
  /** Name of the true class. */
  label: v.optional(v.string()),
  /** Start and end of the event in seconds. */
  eventS: v.optional(v.tuple([v.number(), v.number()])),
  /** Length of the clip in seconds, which `eventS` is drawn against. */
  durationS: v.optional(v.pipe(v.number(), v.gtValue(0))),
  /** Why the clip is hard, as a sentence such as "Both models read it as a collision." */
  hard: v.optional(v.string()),
  licence: v.string(),
  seed: v.optional(v.number()),
});

/** One bundled clip. */
export type BundledClip = v.InferOutput<typeof clipSchema>;

const manifestSchema = v.object({ clips: v.array(clipSchema) });

/**
 * Checks a parsed manifest.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "value" naming the file and the field.
 */
export function parseManifest(value: unknown, from: string): readonly BundledClip[] {
  return checked(manifestSchema, value, from, "clips").clips;
}

const modelListSchema = v.object({
  models: v.pipe(
    v.array(
      v.object({
        /** Name of the model's folder beside the list, and the id on its card. */
        id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
        name: v.pipe(v.string(), v.minLength(1)),
      }),
    ),
    v.minLength(1),
  ),
});

/** One bundled model, before its card is read. */
export type BundledModel = v.InferOutput<typeof modelListSchema>["models"][number];

/**
 * Checks a parsed list of models.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "value" naming the file and the field.
 */
export function parseModelList(value: unknown, from: string): readonly BundledModel[] {
  return checked(modelListSchema, value, from, "models").models;
}

function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  from: string,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "(the whole file)";
  throw new LabError("value", `${from}: ${path} is not as the list of ${what} needs it. ${issue.message}.`);
}
