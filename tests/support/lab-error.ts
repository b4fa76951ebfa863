/** Matcher for errors that people meet: the code, and the words or numbers that the message must hold. */
import { expect } from "vitest";
import { LabError, type LabErrorCode } from "../../src/base/errors.ts";

/**
 * For `toThrow`, `rejects.toEqual` and `toEqual`: a LabError with this code whose message holds every part.
 *
 * The sentence around the parts is free to change.
 */
export function labError(code: LabErrorCode, parts: readonly (string | number)[] = []): unknown {
  return expect.toSatisfy(
    (error: unknown) =>
      error instanceof LabError &&
      error.code === code &&
      parts.every((part) => error.message.includes(String(part))),
    `LabError "${code}" whose message holds ${JSON.stringify(parts)}`,
  );
}
