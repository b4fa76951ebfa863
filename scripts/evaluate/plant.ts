/** Good and bad masks, planted on a clip whose windows are all scored. Pure; the command is `verdict.ts`. */
import { drawnAlike } from "../../src/faithfulness/equal-length.ts";
import { LIMITS } from "../../src/faithfulness/limits.ts";
import { areaScoreCurve } from "../../src/faithfulness/optimality.ts";
import { bestWindow, scoreOfWindow } from "../../src/math/best-window.ts";
import type { LossWeights } from "../../src/math/mask-loss.ts";
import type { Run } from "../../src/math/mask-runs.ts";
import { windowMask, windowsOf, type WindowScores } from "../../src/math/windows.ts";

/** Kinds of planted masks; the first two are good. */
export const KINDS = [
  "best window",
  "found by descent",
  "best window, shifted",
  "as long, elsewhere",
  "as many, scattered",
  "one frame of about 5 %",
  "of another class",
] as const;

/** Kind of a planted mask. */
export type Kind = (typeof KINDS)[number];

/** A planted mask, [T]; hard, except those that a search found. */
export interface Planted {
  readonly kind: Kind;
  readonly mask: Float32Array;
}

/** Returns whether a mask of this kind is a good explanation. */
export function isGood(kind: Kind): boolean {
  return kind === "best window" || kind === "found by descent";
}

/** Most that a bad mask may take, as a share of what the best window as long takes: more would not be bad. */
const MOST_TAKEN = 0.8;
/** Share of the score that a single frame may take to be planted as one that does not matter. */
const ONE_FRAME = { least: 0.02, aim: 0.05, most: 0.1 } as const;

/**
 * Returns the best window, which comes first, and its bad relatives. A relative that takes nearly as much as the best
 * window as long is left out, and so is everything if no window takes half of the score.
 *
 * @param first     first frame that has an effect.
 * @param scoresOf  returns the scores of hard masks.
 */
export async function plant(
  windows: WindowScores,
  weights: LossWeights,
  first: number,
  random: () => number,
  scoresOf: (masks: readonly Float32Array[]) => Promise<readonly number[]>,
): Promise<Planted[]> {
  const { T, original } = windows;
  const { window, score } = bestWindow(windows, weights);
  if (window === null || score > (1 - LIMITS.leastTaken) * original) return [];
  const length = window[1] - window[0] + 1;
  const lowest = areaScoreCurve(windows)[length]!.score;
  const best = windowMask(T, window);
  const candidates = [
    ["best window, shifted", maskOf(T, shifted(window, T, first))],
    ["as long, elsewhere", maskOf(T, elsewhere(window, T, first, random))],
    ["as many, scattered", drawnAlike(best, first, random)],
  ] as const;
  const bad = candidates.flatMap(([kind, mask]) => (mask === null ? [] : [{ kind, mask }]));
  const scores = await scoresOf(bad.map(({ mask }) => mask));
  const truly = bad.filter((_, i) => original - scores[i]! <= MOST_TAKEN * (original - lowest));
  const single = maskOf(T, oneFrame(windows, first));
  return [
    { kind: "best window", mask: best },
    ...truly,
    ...(single === null ? [] : [{ kind: "one frame of about 5 %" as const, mask: single }]),
  ];
}

/** Returns the window moved by half its length and at least 2 frames, to the side with more room; null without room. */
function shifted([from, to]: Run, T: number, first: number): Run | null {
  const later = T - 1 - to;
  const earlier = from - first;
  const by = Math.max(Math.ceil((to - from + 1) / 2), 2);
  if (Math.max(later, earlier) < by) return null;
  return later >= earlier ? [from + by, to + by] : [from - by, to - by];
}

/** Returns a window as long that shares no frame; null if there is none. */
function elsewhere([from, to]: Run, T: number, first: number, random: () => number): Run | null {
  const places = windowsOf(T).filter(([a, b]) => b - a === to - from && a >= first && (a > to || b < from));
  return places[Math.floor(random() * places.length)] ?? null;
}

/** Returns the frame whose perturbing takes nearest to 5 % of the score; null if none takes 2 to 10 %. */
function oneFrame(windows: WindowScores, first: number): Run | null {
  const taken = (t: number) => 1 - scoreOfWindow(windows, [t, t]) / windows.original;
  const frames = Array.from({ length: windows.T - first }, (_, i) => first + i)
    .filter((t) => taken(t) >= ONE_FRAME.least && taken(t) <= ONE_FRAME.most)
    .sort((a, b) => Math.abs(taken(a) - ONE_FRAME.aim) - Math.abs(taken(b) - ONE_FRAME.aim));
  return frames[0] === undefined ? null : [frames[0], frames[0]];
}

function maskOf(T: number, window: Run | null): Float32Array | null {
  return window === null ? null : windowMask(T, window);
}
