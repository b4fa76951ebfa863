/** A store of the browser's that is opened when it is first needed, and again after it was closed. */
import { storageError } from "./storage-error.ts";

/**
 * Runs work on an open store; what fails is told in the page's words (see `storageError`).
 *
 * @param where  what is kept there: begins the messages.
 * @param open   opens the store; tells when it was closed by somebody else.
 */
export function whenNeeded<Store>(
  where: string,
  open: (onClosed: () => void) => Promise<Store>,
): <Answer>(work: (store: Store) => Promise<Answer>) => Promise<Answer> {
  let opened: Promise<Store> | null = null;
  const forget = () => (opened = null);
  return async (work) => {
    try {
      opened ??= open(forget);
      // A refusal may be over the next time: the user has freed some space, say.
      return await work(await opened.catch((error: unknown) => (forget(), Promise.reject(error as Error))));
    } catch (error) {
      throw storageError(where, error);
    }
  };
}
