/**
 * Whether the page that wrote something down is still open. A page holds a Web Lock for as long as it lives, and
 * browsers let go of it when the page is closed, reloaded or crashes.
 */

/** A page's own name, and what it can tell of others'. */
export interface PageLife {
  /** This page's name. */
  readonly id: string;
  /** @param lastSeen  ISO 8601: when that page last wrote something. */
  isAlive(pageId: string, lastSeen: string): Promise<boolean>;
}

/** A reloaded page's lock may be let go of a moment after the new page has started. */
const PATIENCE_MS = 2000;
/** Without Web Locks (a page that is not served securely), a page that has been silent for so long counts as gone. */
const SILENT_MS = 60_000;

const lockOf = (pageId: string) => `freezeframe-page-${pageId}`;

/**
 * Declares this page alive, from now until it ends.
 *
 * @param now    the clock, milliseconds since 1970.
 * @param locks  the browser's; null where it has none.
 */
export function beginPageLife(
  id: string,
  now: () => number,
  locks: LockManager | null = navigator.locks ?? null,
): PageLife {
  // Held until the page ends, hence the promise that never settles. A refusal is met as silence by other pages.
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
