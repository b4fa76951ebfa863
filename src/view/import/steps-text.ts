/** Converts the frames that a dense layer sees to text and back: "16", "13–16". Text counts from 1, cards from 0. */

/**
 * Returns 0-based frames as text.
 *
 * @example
 * stepsText([12, 13, 14, 15]); // "13–16"
 */
export function stepsText(steps: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === step) run[1] = step;
    else runs.push([step, step]);
  }
  return runs
    .map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}–${last + 1}`))
    .join(", ");
}

/**
 * Parses the text of some frames.
 *
 * @example
 * parseSteps("4, 13–16", 16); // [3, 12, 13, 14, 15]
 *
 * @param frames  number of frames of the input.
 * @returns       0-based frames in the order written; null if the text is malformed, names a frame beyond the last, or
 *   names one twice.
 */
export function parseSteps(text: string, frames: number): number[] | null {
  const steps: number[] = [];
  for (const part of text.split(",")) {
    const [, first, last = first] = /^\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4})\s*)?$/.exec(part) ?? [];
    if (first === undefined || last === undefined) return null;
    const [from, to] = [Number(first), Number(last)];
    if (from < 1 || to < from || to > frames) return null;
    for (let frame = from; frame <= to; frame++) steps.push(frame - 1);
  }
  return new Set(steps).size === steps.length ? steps : null;
}
