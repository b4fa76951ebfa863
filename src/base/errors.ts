/**
 * The one error class that people may meet, and `invariant` for our own bugs.
 *
 * Form of a message: `where: what is wrong, with the value got; what was expected. The remedy.`
 */

/** What kind of thing went wrong; closed, so that every reader of a code can be exhaustive. */
export type LabErrorCode =
  "shape" | "value" | "unsupported" | "decode" | "weights" | "device-lost" | "cancelled" | "link" | "storage";

/** An error that a user, a file, an address or a device can trigger. Its message is shown as it stands. */
export class LabError extends Error {
  override readonly name = "LabError";

  constructor(
    readonly code: LabErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/**
 * Throws when one of our own assumptions does not hold; the text is prefixed `bug:`.
 *
 * @param text  called only on failure.
 * @throws {Error} never a LabError: nothing a user does should lead here.
 */
export function invariant(condition: unknown, text: () => string): asserts condition {
  if (!condition) throw new Error(`bug: ${text()}`);
}

/** The error as a `LabError`: itself where it is one, else wrapped under `code` with its message kept. */
export function asLabError(error: unknown, code: LabErrorCode): LabError {
  if (error instanceof LabError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LabError(code, message, { cause: error });
}
