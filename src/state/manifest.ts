/** The list of bundled clips, as `public/clips/manifest.json` gives it. */
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
  const result = v.safeParse(manifestSchema, value);
  if (result.success) return result.output.clips;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? "(the whole file)";
  throw new LabError("value", `${from}: ${path} is not as the list of clips needs it. ${issue.message}.`);
}

/**
 * First and last frame (0-based, inclusive) of an event, from the frames' own times.
 *
 * @param timestampsS  [T] seconds, rising.
 * @param eventS       start and end of the event, seconds.
 * @returns            null when no frame was taken during it.
 */
export function eventFrames(
  timestampsS: readonly number[],
  [startS, endS]: readonly [number, number],
): readonly [first: number, last: number] | null {
  const first = timestampsS.findIndex((timeS) => timeS >= startS);
  const last = timestampsS.findLastIndex((timeS) => timeS <= endS);
  return first === -1 || last < first ? null : [first, last];
}
