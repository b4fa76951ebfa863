/** Matcher for errors shown to users: the code, and the words or numbers that the message must contain. */
import { expect } from "vitest";
import { LabError, type LabErrorCode } from "../../src/base/errors.ts";

/**
 * Matches, in `toThrow`, `rejects.toEqual` and `toEqual`, a LabError with this code whose message contains every part.
 *
 * The sentence around the parts may change freely.
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
