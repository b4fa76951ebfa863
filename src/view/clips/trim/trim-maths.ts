/** Choosing a part of a source: what is inside, long enough and in order. Seconds throughout; pure. */
import type { TimeRange } from "../../../state/lab-state.ts";

/** Shortest part on offer, seconds. */
export const SHORTEST_PART_S = 0.1;

/** Finest step of a handle, seconds: a screen recording has more frames than a handle has use for. */
const FINEST_STEP_S = 0.01;

/** Step of a handle for a source whose frames lie this far apart: a frame, in whole milliseconds. */
export function handleStep(frameStepS: number): number {
  return Math.max(FINEST_STEP_S, Math.round(frameStepS * 1000) / 1000);
}

/**
 * The part after one of its ends has been moved; the other end stays, and gives the moved one no way past it.
 *
 * @param wanted  what the two ends were moved to.
 * @param before  the part until now: tells which end has moved.
 * @param wholeS  length of the source, at least `SHORTEST_PART_S`.
 */
export function resizePart([from, to]: TimeRange, before: TimeRange, wholeS: number): TimeRange {
  if (from !== before[0]) return [clamp(from, 0, before[1] - SHORTEST_PART_S), before[1]];
  return [before[0], clamp(to, before[0] + SHORTEST_PART_S, wholeS)];
}

/** The part moved as a whole, as far as the source reaches. */
export function movePart([from, to]: TimeRange, byS: number, wholeS: number): TimeRange {
  const by = clamp(byS, -from, wholeS - to);
  return [from + by, to + by];
}

/** The last step of a slider is shorter where the length is no multiple of it: an end that near is the whole's end. */
export function toTheEnd([from, to]: TimeRange, wholeS: number, stepS: number): TimeRange {
  return [from, wholeS - to < stepS ? wholeS : to];
}

/**
 * Where the frames of a clip would be taken if another part were chosen: the same places within the part.
 *
 * @param timestampsS  [T] where they were taken from `sampled`.
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
