/** What both tables' files have in common at the door: probabilities, masks, and how a fault is told. */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";

/** A softmax probability or a mask value. */
export const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A 0-based index or a count. */
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A text that says something. */
export const text = v.pipe(v.string(), v.minLength(1));

/**
 * The value as the schema gives it.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "value" naming the file, the field and what was expected there.
 */
export function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  from: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? "(the whole file)";
  throw new LabError("value", `${from}: ${path} is not as the table of results needs it. ${issue.message}.`);
}

/**
 * Checks that a file is of the kind and version that this page reads, before anything else in it is looked at.
 *
 * @throws {LabError} "value" telling a foreign file from one of a later version.
 */
export function checkKind(value: unknown, kind: string, version: number, from: string): void {
  const head = v.safeParse(v.looseObject({ schema: v.string(), version: v.number() }), value);
  if (!head.success || head.output.schema !== kind) {
    throw new LabError("value", `${from}: it is not a ${kind} file.`);
  }
  if (head.output.version !== version) {
    throw new LabError(
      "value",
      `${from}: it is version ${head.output.version} of its schema; this page reads version ${version}. Reload the page.`,
    );
  }
}
