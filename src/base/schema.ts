/** Schema parts and checks for the JSON files that the page reads: tables of results and study records. */
import * as v from "valibot";
import { LabError } from "./errors.ts";

/** A softmax probability or a mask value. */
export const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A 0-based index or a count. */
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A text that is not empty. */
export const text = v.pipe(v.string(), v.minLength(1));

/**
 * Returns the value as the schema parses it.
 *
 * @param from  name of the file, for the message.
 * @throws {LabError} "value" naming the file, the field and the expected value.
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
  throw new LabError("value", `${from}: ${path} does not have the expected form. ${issue.message}.`);
}

/**
 * Checks that a file has the kind and version that this page reads. Call it before reading anything else in the file.
 *
 * @throws {LabError} "value", with different messages for a file of another kind, of a later and of an earlier version.
 */
export function checkKind(value: unknown, kind: string, version: number, from: string): void {
  const head = v.safeParse(v.looseObject({ schema: v.string(), version: v.number() }), value);
  if (!head.success || head.output.schema !== kind) {
    throw new LabError("value", `${from}: it is not a ${kind} file.`);
  }
  const found = head.output.version;
  if (found === version) return;
  const what = found > version ? "Reload the page to get the later version." : "Make the file again.";
  throw new LabError(
    "value",
    `${from}: it has schema version ${found}; this page reads version ${version}. ${what}`,
  );
}
