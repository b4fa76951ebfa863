/** Searches repeated with one thing changed: the loss at which each ends, and its overlap with the mask. */
import { mapYields } from "../base/map-yields.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { OFF_PARAMETER, ON_PARAMETER } from "../math/central-init.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import { startParameters } from "../search/starts.ts";
import type { Faithfulness, SearchedAgain } from "../faithfulness/faithfulness.ts";
import type { Done } from "./hard-scores.ts";
import type { FaithfulnessSubject } from "./subject.ts";
import { scoreWindows } from "./score-windows.ts";
import { lossesOf } from "./losses.ts";
import { searchMasks } from "./search-masks.ts";

/** Number of random starts. Together with the named starts, up to six that the mask did not come from. */
const RANDOM_STARTS = 2;

/** Changes of the learning rate. */
const RATES = [
  { factor: 0.5, text: "half the learning rate" },
  { factor: 2, text: "twice the learning rate" },
] as const;

/**
 * Names of the starts that `startParameters` returns for "several"; the last only exists if a window lowers the loss.
 */
const START_TEXTS = [
  "the central block",
  "the first half",
  "the second half",
  "the whole clip",
  "the best window",
] as const;

/** Returns mask parameters [T], drawn uniformly between off and on for each frame. */
export function randomParameters(T: number, random: () => number): Float64Array {
  return Float64Array.from({ length: T }, () => OFF_PARAMETER + (ON_PARAMETER - OFF_PARAMETER) * random());
}

/**
 * Returns a mask found on a shifted clip in the clip's own time: frame t of the clip is frame t + later of the shifted
 * one. Frames that were shifted out take the value of the nearest frame that was not.
 */
export function movedBack(mask: ArrayLike<number>, later: number): number[] {
  const last = mask.length - 1;
  return Array.from({ length: mask.length }, (_, t) => mask[Math.min(Math.max(t + later, 0), last)]!);
}

/**
 * Searches from random starts, from the named starts that the mask did not come from, with other learning rates and on
 * shifted clips: 11 searches. If the settings start from the central block, that start is skipped, because it would
 * find the same mask. Yields progress.
 *
 * All losses are of one question, the clip as filmed under the given settings, so that they can be compared: a mask
 * found on a shifted clip is moved back and scored on the clip itself.
 */
export async function* searchAgain(
  { mask, scorer, settings, shifts, startsAtOnce, mostStepsPerRead }: FaithfulnessSubject,
  random: () => number,
): AsyncGenerator<Done, Pick<Faithfulness, "stability" | "ownLoss">, void> {
  const T = mask.length;
  const driving = { mostStepsPerRead };
  const found: Omit<SearchedAgain, "loss">[] = [];
  const add = (change: SearchedAgain["change"], text: string, one: ArrayLike<number>) => {
    const overlap = maskOverlap(mask, one, SHOWN_ON);
    found.push({ change, text, mask: Array.from(one), overlap });
  };
  // The number of searches is known only after the windows are scored.
  const windows = yield* mapYields(scoreWindows(scorer, T), () => ({ done: 0, of: 1 }));
  const allStarts = await startParameters(scorer, T, { ...settings, starts: "several" }, { windows });
  const several = allStarts.map((start, i) => ({
    change: "start" as const,
    text: `started from ${START_TEXTS[i]!}`,
    start,
  }));
  const named = several.slice(settings.starts === "central" ? 1 : 0);
  const seeds = Array.from({ length: RANDOM_STARTS }, () => randomParameters(T, random));
  const of = seeds.length + named.length + RATES.length + shifts.length;

  const started = [
    ...seeds.map((start, i) => ({ change: "seed" as const, text: `random start ${i + 1}`, start })),
    ...named,
  ];
  for (let at = 0; at < started.length; at += startsAtOnce) {
    const some = started.slice(at, at + startsAtOnce);
    const starts = some.map(({ start }) => start);
    const run = searchMasks(scorer, T, settings, { ...driving, starts });
    const masks = yield* mapYields(run, (share) => ({ done: at + share * some.length, of }));
    some.forEach(({ change, text }, i) => add(change, text, masks[i]!));
  }
  for (const { factor, text } of RATES) {
    const other = { ...settings, learningRate: factor * settings.learningRate };
    const at = found.length;
    const run = searchMasks(scorer, T, other, driving);
    const [one] = yield* mapYields(run, (share) => ({ done: at + share, of }));
    add("learning-rate", text, one!);
  }
  for (const { text, later, open } of shifts) {
    const moved = open();
    try {
      const at = found.length;
      const run = searchMasks(moved.scorer, T, settings, driving);
      const [one] = yield* mapYields(run, (share) => ({ done: at + share, of }));
      add("shift", text, movedBack(one!, later));
    } finally {
      moved.dispose();
    }
  }
  const masks = found.map((one) => one.mask);
  const [ownLoss, ...losses] = await lossesOf(scorer, [mask, ...masks], settings);
  return { stability: found.map((one, i) => ({ ...one, loss: losses[i]! })), ownLoss: ownLoss! };
}
