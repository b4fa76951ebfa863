/** Turns failures of the browser's storage into messages that users understand. */
import { LabError } from "./errors.ts";

/** Returns whether the write failed because the disk, or this site's share of it, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

/**
 * Returns a database failure as a `LabError` whose message says what it means and what to do.
 *
 * @param where  what the database holds, such as "History"; starts the message.
 */
export function storageError(where: string, error: unknown): LabError {
  if (error instanceof LabError) return error;
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  return new LabError("storage", `${where}: ${wordsFor(name, message)}`, { cause: error });
}

function wordsFor(name: string, message: string): string {
  switch (name) {
    case "QuotaExceededError":
      return "there is no disk space left for this page. Delete what you no longer need under Storage, or free some space.";
    case "SecurityError":
    case "InvalidStateError":
    case "UnknownError":
    case "ReferenceError":
    case "TypeError":
      return (
        `this browser does not let this page save data (${message}). ` +
        "Open it outside a private window, or allow it to store data."
      );
    case "VersionError":
      return "it was written by a later version of this page. Reload the page to get that version.";
    default:
      return `the browser’s storage failed (${message}).`;
  }
}
