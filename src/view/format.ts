/** Formats numbers, runs of frames and backend names for the page. */

/** Returns a score, or a difference of two, with three decimals as in the paper and a true minus sign. */
export function formatScore(score: number): string {
  return score.toFixed(3).replace("-", "−");
}

/** Returns a difference of scores with its sign (a true minus); no sign where it rounds to zero. */
export function formatSigned(difference: number): string {
  const digits = formatScore(Math.abs(difference));
  if (Number(digits) === 0) return digits;
  return `${difference < 0 ? "−" : "+"}${digits}`;
}

/** Returns a share in whole percent; a dash for null. */
export function formatPercent(share: number | null): string {
  return share === null ? "–" : `${Math.round(100 * share)} %`;
}

/**
 * Returns a rough duration: whole seconds below a minute, minutes and seconds above.
 *
 * @example
 * formatSeconds(83.4); // "1 min 23 s"
 */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Returns a number of bytes as kB, MB or GB (decimal). */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Returns 0-based runs of frames in words, counted from 1.
 *
 * @example
 * formatRuns([[2, 2]]); // "frame 3"
 * formatRuns([[2, 4], [8, 8]]); // "frames 3–5 and 9"
 *
 * @param runs  first and last frame of each run, 0-based and inclusive; at least one run.
 */
export function formatRuns(runs: readonly (readonly [first: number, last: number])[]): string {
  const parts = runs.map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}–${last + 1}`));
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
  const [only] = runs;
  const single = runs.length === 1 && only !== undefined && only[0] === only[1];
  return `${single ? "frame" : "frames"} ${list}`;
}

/** Returns a backend's display name. */
export function backendName(backend: string): string {
  return backend === "webgpu" ? "WebGPU" : backend.toUpperCase();
}

/** Returns a part of a clip in seconds: "0.6–1.2 s". */
export function formatPart([startS, endS]: readonly [startS: number, endS: number], decimals = 1): string {
  return `${startS.toFixed(decimals)}–${endS.toFixed(decimals)} s`;
}
