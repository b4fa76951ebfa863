/**
 * Detects whether the page that saved a record is still open. A page holds a Web Lock for as long as it lives;
 * browsers release the lock when the page is closed, reloaded or crashes.
 */

/** This page's id, and a check of other pages. */
export interface PageLife {
  /** Id of this page. */
  readonly id: string;
  /**
   * Returns whether that page is still open.
   *
   * @param lastSeen  ISO 8601: time when that page last saved something.
   */
  isAlive(pageId: string, lastSeen: string): Promise<boolean>;
}

/** Time to wait for a lock: a reloaded page's lock may be released shortly after the new page has started. */
const PATIENCE_MS = 2000;
/** Silence after which a page counts as closed, if there are no Web Locks (a page not served securely). */
const SILENT_MS = 60_000;

const lockOf = (pageId: string) => `freezeframe-page-${pageId}`;

/**
 * Marks this page as open, from now until it ends.
 *
 * @param now    returns the time in milliseconds since 1970.
 * @param locks  the browser's lock manager; null if it has none.
 */
export function beginPageLife(
  id: string,
  now: () => number,
  locks: LockManager | null = navigator.locks ?? null,
): PageLife {
  // The promise never settles, so the lock is held until the page ends. If the lock is refused, ignore it: other
  // pages will treat this one as closed.
  void locks?.request(lockOf(id), () => new Promise<never>(() => undefined)).catch(() => undefined);
  return {
    id,
    async isAlive(pageId, lastSeen) {
      if (pageId === id) return true;
      if (locks === null) return now() - Date.parse(lastSeen) < SILENT_MS;
      try {
        await locks.request(lockOf(pageId), { signal: AbortSignal.timeout(PATIENCE_MS) }, () => undefined);
        return false;
      } catch {
        return true;
      }
    },
  };
}
