/** Opens a browser database on first use, and again after it was closed. */
import { storageError } from "./storage-error.ts";

/**
 * Returns a function that runs work on the open store. Failures are rethrown as `storageError` describes them.
 *
 * @param where  what the store holds; starts the error messages.
 * @param open   opens the store; calls `onClosed` when something else closes it.
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
      // Do not cache a refusal: the next attempt may succeed, for example after the user freed some space.
      return await work(await opened.catch((error: unknown) => (forget(), Promise.reject(error as Error))));
    } catch (error) {
      throw storageError(where, error);
    }
  };
}
