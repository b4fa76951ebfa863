/** Formats scores, shares, sizes, times and backend names for the page. */

/** Returns a score, or a difference of two, with three decimals as in the paper and a true minus sign. */
export function formatScore(score: number): string {
  return score.toFixed(3).replace("-", "−");
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

/** Returns a backend's display name. */
export function backendName(backend: string): string {
  return backend === "webgpu" ? "WebGPU" : backend.toUpperCase();
}

/** Returns a part of a clip in seconds: "0.6–1.2 s". */
export function formatPart([startS, endS]: readonly [startS: number, endS: number], decimals = 1): string {
  return `${startS.toFixed(decimals)}–${endS.toFixed(decimals)} s`;
}
