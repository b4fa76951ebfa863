/** Frames that a dense layer sees, as people write them: "16", "13–16", "4, 8, 12, 16". Counted from 1; the card's from 0. */

/** 0-based frames as text. */
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
 * Reads such a text.
 *
 * @param frames  how many there are; none may lie beyond.
 * @returns       0-based frames in the order written; null where the text is none of these, or names one twice.
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
