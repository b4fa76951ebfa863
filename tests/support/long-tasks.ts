/** Measures how long the page's own thread was busy without a break. The times are reported, never asserted. */
import type { Page } from "playwright";

declare global {
  var longTasksMs: number[] | undefined;
}

/** Records every task of the page's thread over 50 ms, the browser's limit for long tasks; for `visit`'s `before`. */
export function collectLongTasks(): void {
  const noted: number[] = [];
  globalThis.longTasksMs = noted;
  new PerformanceObserver((list) =>
    noted.push(...list.getEntries().map(({ duration }) => Math.round(duration))),
  ).observe({
    type: "longtask",
    buffered: true,
  });
}

/** Returns the durations of the long tasks recorded so far, in milliseconds, longest first, and clears the record. */
export async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis.longTasksMs ?? []).splice(0).sort((a, b) => b - a));
}
