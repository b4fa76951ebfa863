/** Parses JSON objects from the bytes of files. */
import { LabError } from "../base/errors.ts";

/**
 * Parses the bytes as a JSON object.
 *
 * @throws {LabError} "weights" if they are anything else.
 */
export function parseObject(bytes: Uint8Array, from: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isPlainObject(value)) return value;
  } catch (cause) {
    throw new LabError(
      "weights",
      `${from}: its list of tensors is not JSON; the file is damaged. Download or copy it again.`,
      { cause },
    );
  }
  throw new LabError(
    "weights",
    `${from}: its list of tensors is not a JSON object; the file is damaged. Download or copy it again.`,
  );
}

/** Returns whether the value is an object with keys, rather than null or an array. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
