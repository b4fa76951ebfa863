/** Searches run again with one thing changed, and how much of the mask they find again. */
import { mapYields } from "../base/map-yields.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { OFF_PARAMETER, ON_PARAMETER } from "../math/central-init.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import { startParameters } from "../search/starts.ts";
import type { SearchedAgain } from "../faithfulness/faithfulness.ts";
import type { Done } from "./hard-scores.ts";
import type { FaithfulnessSubject } from "./subject.ts";
import { scoreWindows } from "./score-windows.ts";
import { searchMasks } from "./search-masks.ts";

/** Searches from random starts: with the named ones, six starts that the mask did not come from. */
const RANDOM_STARTS = 2;

/** Factors of the learning rate. */
const RATES = [
  { factor: 0.5, text: "half the learning rate" },
  { factor: 2, text: "twice the learning rate" },
] as const;

/** What `startParameters` gives for several starts; the last one only where some window lowers the loss. */
const START_TEXTS = [
  "the central block",
  "the first half",
  "the second half",
  "the whole clip",
  "the best window",
] as const;

/** Mask parameters [T] drawn evenly between off and on: each frame's own. */
export function randomParameters(T: number, random: () => number): Float64Array {
  return Float64Array.from({ length: T }, () => OFF_PARAMETER + (ON_PARAMETER - OFF_PARAMETER) * random());
}

/**
 * A mask found on a moved clip, in the clip's own time: frame t of the clip is frame t + later of the moved one. Frames
 * that were moved out of it take the value of the nearest that was not.
 */
export function movedBack(mask: ArrayLike<number>, later: number): number[] {
  const last = mask.length - 1;
  return Array.from({ length: mask.length }, (_, t) => mask[Math.min(Math.max(t + later, 0), last)]!);
}

/**
 * Random starts, the named starts that the mask did not come from, other learning rates and moved clips: 11 searches.
 * Where the settings start from the central block, that one is not repeated: it would find the same.
 */
export async function* searchAgain(
  { mask, scorer, settings, shifts, startsAtOnce, mostStepsPerRead }: FaithfulnessSubject,
  random: () => number,
): AsyncGenerator<Done, SearchedAgain[], void> {
  const T = mask.length;
  const driving = { mostStepsPerRead };
  const found: SearchedAgain[] = [];
  const add = (change: SearchedAgain["change"], text: string, one: ArrayLike<number>) => {
    const overlap = maskOverlap(mask, one, SHOWN_ON);
    found.push({ change, text, mask: Array.from(one), overlap });
  };
  // How many pieces there are follows from what the windows say.
  const windows = yield* mapYields(scoreWindows(scorer, T), () => ({ done: 0, of: 1 }));
  const begin = await startParameters(scorer, T, { ...settings, starts: "several" }, { windows });
  const several = begin.map((start, i) => ({
    change: "start" as const,
    text: `begun from ${START_TEXTS[i]!}`,
    start,
  }));
  const named = several.slice(settings.starts === "central" ? 1 : 0);
  const seeds = Array.from({ length: RANDOM_STARTS }, () => randomParameters(T, random));
  const of = seeds.length + named.length + RATES.length + shifts.length;

  const begun = [
    ...seeds.map((start, i) => ({ change: "seed" as const, text: `random start ${i + 1}`, start })),
    ...named,
  ];
  for (let at = 0; at < begun.length; at += startsAtOnce) {
    const some = begun.slice(at, at + startsAtOnce);
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
  return found;
}
