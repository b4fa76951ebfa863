/** Failures of the browser's storage in plain words. */
import { LabError } from "./errors.ts";

/** Whether there was no room on the disk, or none left to this site. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

/**
 * A failure of a database as a message: what it means, and what to do.
 *
 * @param where  what is kept there, "History" say: begins the message.
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
      return "there is no room left for this page on the disk. Delete what is no longer needed under Storage, or free some space.";
    case "SecurityError":
    case "InvalidStateError":
    case "UnknownError":
    case "ReferenceError":
    case "TypeError":
      return (
        `this browser keeps nothing for this page (${message}). ` +
        "Open it outside a private window, or allow it to store data."
      );
    case "VersionError":
      return "it was written by a later version of this page. Reload the page to get that version.";
    default:
      return `the browser’s storage failed (${message}).`;
  }
}
