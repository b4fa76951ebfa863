/**
 * `LabError`, the only error class shown to users, and `invariant` for our own bugs.
 *
 * A message has the form `where: what is wrong, with the value got; what was expected. The remedy.`
 */

/** Kinds of error. The list is closed, so that code that switches on it can be exhaustive. */
export type LabErrorCode =
  "shape" | "value" | "unsupported" | "decode" | "weights" | "device-lost" | "cancelled" | "link" | "storage";

/** An error that a user, a file, an address or a device can trigger. The page shows its message unchanged. */
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
 * Throws if one of our own assumptions does not hold. The message starts with `bug:`.
 *
 * @param text  builds the message; called only on failure.
 * @throws {Error} never a LabError, because nothing a user does should lead here.
 */
export function invariant(condition: unknown, text: () => string): asserts condition {
  if (!condition) throw new Error(`bug: ${text()}`);
}

/** Returns the error unchanged if it is a `LabError`; otherwise wraps it under `code` and keeps its message. */
export function asLabError(error: unknown, code: LabErrorCode): LabError {
  if (error instanceof LabError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LabError(code, message, { cause: error });
}
