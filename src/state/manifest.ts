/** The lists of bundled clips and models, as `public/clips/manifest.json` and `public/models/manifest.json` give them. */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";

const clipSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  /** File names beside the manifest. */
  file: v.pipe(v.string(), v.minLength(1)),
  thumbnail: v.pipe(v.string(), v.minLength(1)),
  /** Class name of what happens in it. */
  label: v.optional(v.string()),
  /** When it happens, seconds. */
  eventS: v.optional(v.tuple([v.number(), v.number()])),
  /** Length of the clip, seconds: what `eventS` is drawn over. */
  durationS: v.optional(v.pipe(v.number(), v.gtValue(0))),
  /** Why it is a hard one, as a sentence: "Both models read it as a collision.", say. */
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
        /** Folder beside the list, and the id on its card. */
        id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
        name: v.pipe(v.string(), v.minLength(1)),
      }),
    ),
    v.minLength(1),
  ),
});

/** A bundled model before its card is read. */
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
