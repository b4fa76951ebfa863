/** How long the page's own thread was busy without a break: observed and reported, never asserted. */
import type { Page } from "playwright";

declare global {
  var longTasksMs: number[] | undefined;
}

/** For `visit`'s `before`: notes every task of the page's thread over 50 ms, the browser's own limit for a long one. */
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

/** Durations of the long tasks noted so far, in milliseconds, longest first; starts afresh. */
export async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis.longTasksMs ?? []).splice(0).sort((a, b) => b - a));
}
