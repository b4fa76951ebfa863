/** Keeps a chosen part of a source inside it, long enough and in order. Seconds throughout; pure. */
import type { TimeRange } from "../../../state/lab-state.ts";

/** Shortest part that can be chosen, seconds. */
export const SHORTEST_PART_S = 0.1;

/** Smallest step of a handle, seconds: a screen recording has more frames than a handle can use. */
const FINEST_STEP_S = 0.01;

/**
 * Returns the step of a handle, seconds: the distance between two frames of the source, rounded to milliseconds, but at
 * least 0.01.
 */
export function handleStep(frameStepS: number): number {
  return Math.max(FINEST_STEP_S, Math.round(frameStepS * 1000) / 1000);
}

/**
 * Returns the part after one of its ends has moved. The other end stays, and the moved one cannot pass it.
 *
 * @param wanted  both ends, as moved.
 * @param before  the part until now, which shows which end has moved.
 * @param wholeS  length of the source, at least `SHORTEST_PART_S`.
 */
export function resizePart([from, to]: TimeRange, before: TimeRange, wholeS: number): TimeRange {
  if (from !== before[0]) return [clamp(from, 0, before[1] - SHORTEST_PART_S), before[1]];
  return [before[0], clamp(to, before[0] + SHORTEST_PART_S, wholeS)];
}

/**
 * Returns the part moved as a whole, as far as the source reaches.
 *
 * @example
 * movePart([1, 3], 2, 4); // [2, 4]
 */
export function movePart([from, to]: TimeRange, byS: number, wholeS: number): TimeRange {
  const by = clamp(byS, -from, wholeS - to);
  return [from + by, to + by];
}

/** Snaps the part's end to the source's end if closer than one step: a slider's last step can be shorter. */
export function toTheEnd([from, to]: TimeRange, wholeS: number, stepS: number): TimeRange {
  return [from, wholeS - to < stepS ? wholeS : to];
}

/**
 * Returns the times at which frames would be sampled from another part, at the same relative places.
 *
 * @param timestampsS  [T] times of the frames taken from `sampled`.
 */
export function ticksIn(
  timestampsS: readonly number[],
  sampled: TimeRange,
  wanted: TimeRange,
): readonly number[] {
  const stretch = (wanted[1] - wanted[0]) / (sampled[1] - sampled[0]);
  return timestampsS.map((timeS) => clamp(wanted[0] + (timeS - sampled[0]) * stretch, ...wanted));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
