/** How long ago something was, as people say it. */

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
/** Older than this, the date says more. */
const WEEK_S = 7 * DAY_S;

const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/**
 * "just now", "5 minutes ago", "yesterday", and the date from a week on.
 *
 * @param now  milliseconds since 1970; a time after it counts as now (clocks are set back).
 */
export function relativeTime(then: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(then)) / 1000);
  if (seconds < MINUTE_S) return "just now";
  if (seconds < HOUR_S) return ago.format(-Math.floor(seconds / MINUTE_S), "minute");
  if (seconds < DAY_S) return ago.format(-Math.floor(seconds / HOUR_S), "hour");
  if (seconds < WEEK_S) return ago.format(-Math.floor(seconds / DAY_S), "day");
  return date.format(new Date(then));
}
