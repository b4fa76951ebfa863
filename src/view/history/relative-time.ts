/** Says in words how long ago something was. */

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
/** Age from which the date is shown instead. */
const WEEK_S = 7 * DAY_S;

const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/**
 * Returns "just now", "5 minutes ago", "yesterday" and so on, or the date if it was a week ago or more.
 *
 * @example
 * relativeTime("2026-01-01T12:00:00Z", Date.parse("2026-01-01T12:05:00Z")); // "5 minutes ago"
 *
 * @param then  an ISO date and time.
 * @param now   milliseconds since 1970; if before `then` (a clock was set back), the result is "just now".
 */
export function relativeTime(then: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(then)) / 1000);
  if (seconds < MINUTE_S) return "just now";
  if (seconds < HOUR_S) return ago.format(-Math.floor(seconds / MINUTE_S), "minute");
  if (seconds < DAY_S) return ago.format(-Math.floor(seconds / HOUR_S), "hour");
  if (seconds < WEEK_S) return ago.format(-Math.floor(seconds / DAY_S), "day");
  return date.format(new Date(then));
}
