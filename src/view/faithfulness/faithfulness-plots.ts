/** The plots of a faithfulness report, drawn by Observable Plot. Pure except for the elements they create. */
import * as Plot from "@observablehq/plot";
import { areaScoreCurve } from "../../faithfulness/optimality.ts";
import type { CurveAgainstChance, Faithfulness, InsideOutside } from "../../faithfulness/faithfulness.ts";
import type { WindowScores } from "../../math/windows.ts";

/** Height of a plot in CSS pixels. */
const HEIGHT = 150;
const FRAME = { marginLeft: 34, marginRight: 10, marginTop: 10, marginBottom: 32 } as const;
const LOOK = { background: "none", color: "var(--ink-2)", fontFamily: "inherit", fontSize: "11px" } as const;
const SCORE = { label: null, domain: [0, 1], ticks: 3, grid: true, tickSize: 0 } as const;

const axis = (label: string) => ({ label, labelAnchor: "center", labelArrow: "none", tickSize: 3 }) as const;

/**
 * Draws the score over the number of frames perturbed or restored: in the mask's order, in centre-out and in scattered
 * orders.
 */
export function drawCurve(
  { scores, centred, chance }: CurveAgainstChance,
  label: string,
  width: number,
): Element {
  const own = scores.map((score, k) => ({ k, score }));
  const grown = centred.mean.map((score, k) => ({ k, score }));
  const random = chance.mean.map((mean, k) => ({
    k,
    mean,
    low: Math.max(mean - chance.deviation[k]!, 0),
    high: Math.min(mean + chance.deviation[k]!, 1),
  }));
  return Plot.plot({
    width,
    height: HEIGHT,
    ...FRAME,
    style: LOOK,
    x: { ...axis(label), ticks: 5, tickFormat: "d" },
    y: SCORE,
    marks: [
      Plot.areaY(random, { x: "k", y1: "low", y2: "high", fill: "var(--ink-3)", fillOpacity: 0.22 }),
      Plot.lineY(random, { x: "k", y: "mean", stroke: "var(--ink-3)", strokeDasharray: "4 3" }),
      Plot.lineY(grown, { x: "k", y: "score", stroke: "var(--ink-2)" }),
      Plot.lineY(own, { x: "k", y: "score", stroke: "var(--accent)", strokeWidth: 2 }),
    ],
  });
}

/** Draws the lowest score that a window of each length reaches, and the mask's point; `mask` is null until it is known. */
export function drawWindows(
  windows: WindowScores,
  mask: { on: number; score: number } | null,
  width: number,
): Element {
  return Plot.plot({
    width,
    height: HEIGHT,
    ...FRAME,
    style: LOOK,
    x: { ...axis("frames perturbed"), ticks: 5, tickFormat: "d" },
    y: SCORE,
    marks: [
      Plot.lineY(areaScoreCurve(windows), {
        x: "length",
        y: "score",
        stroke: "var(--ink-2)",
        curve: "step-after",
      }),
      Plot.dot(mask === null ? [] : [mask], {
        x: "on",
        y: "score",
        r: 5,
        fill: "var(--accent)",
        stroke: "var(--surface)",
        strokeWidth: 1.5,
      }),
    ],
  });
}

/**
 * Draws the scores with some frames perturbed and with all others perturbed, for the mask, windows as long, scattered
 * picks and evenly spread frames.
 */
export function drawEqualLength(
  { mask, random, windows, even }: Faithfulness["equalLength"],
  width: number,
): Element {
  const sides = [
    { side: "the frames", of: (scores: InsideOutside) => scores.inside },
    { side: "all others", of: (scores: InsideOutside) => scores.outside },
  ];
  const points = (scores: InsideOutside) => sides.map(({ side, of }) => ({ side, score: of(scores) }));
  return Plot.plot({
    width,
    height: 104,
    ...FRAME,
    marginLeft: 84,
    style: LOOK,
    x: { ...axis("score when perturbed"), domain: [0, 1], ticks: 5 },
    y: { label: null, domain: sides.map(({ side }) => side), tickSize: 0 },
    marks: [
      Plot.tickX(random.flatMap(points), {
        x: "score",
        y: "side",
        stroke: "var(--ink-3)",
        strokeOpacity: 0.55,
      }),
      Plot.tickX(windows.flatMap(points), { x: "score", y: "side", stroke: "var(--truth)", strokeWidth: 2 }),
      Plot.dot(points(even), {
        x: "score",
        y: "side",
        r: 4,
        stroke: "var(--ink)",
        fill: "var(--surface)",
        strokeWidth: 1.5,
      }),
      Plot.dot(points(mask), {
        x: "score",
        y: "side",
        r: 5.5,
        fill: "var(--accent)",
        stroke: "var(--surface)",
        strokeWidth: 1.5,
      }),
    ],
  });
}

/** Draws each frame's contribution to the drop in score; frames in the mask have the accent colour. */
export function drawAttributions(
  attributions: readonly number[],
  on: readonly boolean[],
  width: number,
): Element {
  const frames = attributions.map((value, t) => ({ frame: t + 1, value, on: on[t] ?? false }));
  return Plot.plot({
    width,
    height: HEIGHT,
    ...FRAME,
    marginLeft: 40,
    style: LOOK,
    x: {
      ...axis("frame"),
      padding: 0.2,
      tickFormat: (frame: number) => (frame % 2 === 1 ? String(frame) : ""),
    },
    y: { label: null, ticks: 4, grid: true, tickSize: 0, nice: true },
    marks: [
      Plot.barY(frames, {
        x: "frame",
        y: "value",
        fill: ({ on: masked }) => (masked ? "var(--accent)" : "var(--edge)"),
      }),
      Plot.ruleY([0], { stroke: "var(--edge)" }),
    ],
  });
}
