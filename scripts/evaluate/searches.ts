/**
 * `npm run evaluate:searches [-- --every N | --clips N] [--model ID]...`: compares ways to search for a temporal mask.
 *
 * Searches for the true class's mask on every N-th bundled clip (default: all) or, with --clips, on N test clips, on WASM in
 * Node with one thread. For each way, prints the mean loss of the mask as found (soft) and of its frames fully on
 * (hard), how often the hard loss is the lowest of all 2^T masks, overlap with the event's frames, and seconds.
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import "../../src/device/kernels/register.ts";
import { OFF_PARAMETER, ON_PARAMETER } from "../../src/math/central-init.ts";
import { bestWindow } from "../../src/math/best-window.ts";
import { lossOf } from "../../src/math/mask-loss.ts";
import { maskOverlap } from "../../src/math/mask-overlap.ts";
import { onlyShown, SHOWN_ON } from "../../src/math/mask-runs.ts";
import { windowMask } from "../../src/math/windows.ts";
import { PRESETS, type SearchSettings } from "../../src/math/search-settings.ts";
import { scoreWindows } from "../../src/measure/score-windows.ts";
import { exactWeights, searchExactMask } from "../../src/search/exact-search.ts";
import { scoresOf, type MaskScorer } from "../../src/search/descent.ts";
import { meanOf, summariseSample } from "../../src/statistics/sample-summary.ts";
import {
  BUNDLED,
  bundledClips,
  findMask,
  lastOf,
  openModel,
  openSubject,
  testClips,
  type Subject,
} from "./subjects.ts";

type Search = (subject: Subject, exact: Float32Array) => Promise<Float32Array>;

/** One mask and what it is worth. */
interface Row {
  readonly soft: number;
  readonly hard: number;
  readonly optimal: boolean;
  readonly frames: number;
  readonly iou: number | null;
  readonly seconds: number;
}

/** Settings of a descent from the central block alone. */
const DESCENT: SearchSettings = { ...PRESETS.thorough, starts: "central" };
/** Masks that the exact search may score; without a limit, a clip whose score no mask lowers would take them all. */
const MOST_EVALUATIONS = 4000;
const WEIGHTS = exactWeights(PRESETS.default);

const WAYS: Readonly<Record<string, Search>> = {
  default: ({ scorer, T }) => findMask(scorer, T, PRESETS.default),
  descent: ({ scorer, T }) => findMask(scorer, T, DESCENT),
  "best window": async ({ scorer, T }) => {
    const { window } = bestWindow(await lastOf(scoreWindows(scorer, T)), WEIGHTS);
    return window === null ? new Float32Array(T) : windowMask(T, window);
  },
  "straight-through": ({ scorer, T }) => findMask(straightThrough(scorer), T, DESCENT),
  "exact, then descent": ({ scorer, T }, exact) =>
    findMask(scorer, T, DESCENT, {
      starts: [Float64Array.from(exact, (m) => (m > SHOWN_ON ? ON_PARAMETER : OFF_PARAMETER))],
    }),
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clips: { type: "string" },
      every: { type: "string", default: "1" },
      model: { type: "string", multiple: true },
    },
  });
  const count = values.clips === undefined ? null : numberOf("--clips", values.clips);
  const every = numberOf("--every", values.every);
  const recipes = count === null ? bundledClips().filter((_, i) => i % every === 0) : testClips(count);
  setThreadsCount(1);
  await tf.setBackend("wasm");
  for (const id of values.model ?? BUNDLED) {
    const model = await openModel(id);
    const table = new Map<string, Row[]>();
    const evaluations: number[] = [];
    let proofs = 0;
    for (const recipe of recipes) {
      const subject = openSubject(model, recipe);
      const startMs = performance.now();
      const { mask: exact, evaluations: tried, proven } = await searchExact(subject);
      evaluations.push(tried);
      if (proven) proofs += 1;
      const best = await valueOf(subject, exact, performance.now() - startMs);
      add(table, "exact", best);
      let line = `${recipe.name.padEnd(14)} exact ${show(best.hard)} after ${tried} masks in ${best.seconds.toFixed(1)} s`;
      for (const [name, search] of Object.entries(WAYS)) {
        const startMs = performance.now();
        const row = await valueOf(subject, await search(subject, exact), performance.now() - startMs, best);
        add(table, name, row);
        line += `; ${name} ${show(row.hard)} (soft ${show(row.soft)}, ${row.seconds.toFixed(1)} s)`;
      }
      console.log(line);
      subject.dispose();
    }
    model.dispose();
    console.log(
      `\n${id}: masks scored by exact search: median ${summariseSample(evaluations).median}, most ${Math.max(...evaluations)}; ` +
        `proven on ${proofs} of ${evaluations.length}`,
    );
    for (const [name, rows] of table) console.log(summaryOf(name, rows));
  }
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0)) throw new Error(`${option} takes a number, not "${text}".`);
  return number;
}

function add(table: Map<string, Row[]>, name: string, row: Row): void {
  table.set(name, [...(table.get(name) ?? []), row]);
}

function searchExact({ scorer, T }: Subject) {
  return lastOf(
    searchExactMask(scorer, T, { ...PRESETS.exact, mostEvaluations: MOST_EVALUATIONS }, "freeze"),
  );
}

/** Scores each mask with its frames fully on, and passes the gradient through as if they had not been rounded. */
function straightThrough(scorer: MaskScorer): MaskScorer {
  const round = tf.customGrad((masks) => ({
    value: tf.cast(tf.greater(masks as tf.Tensor, SHOWN_ON), "float32"),
    gradFunc: (dy) => dy,
  }));
  return {
    mostAtOnce: scorer.mostAtOnce,
    perturbed: (masks) => scorer.perturbed(round(masks) as tf.Tensor2D),
  };
}

async function valueOf(
  { scorer, event: [first, last], T }: Subject,
  mask: Float32Array,
  ms: number,
  best?: Row,
): Promise<Row> {
  const on = onlyShown(mask);
  const [soft, hard] = await scoresOf(scorer, [mask, on]);
  const hardLoss = lossOf(on, hard!, WEIGHTS).loss;
  const event = Array.from({ length: T }, (_, t) => Number(t >= first && t <= last));
  return {
    soft: lossOf(mask, soft!, WEIGHTS).loss,
    hard: hardLoss,
    optimal: hardLoss <= (best?.hard ?? hardLoss) + 1e-4,
    frames: on.filter(Boolean).length,
    iou: last >= first ? maskOverlap(on, event, SHOWN_ON) : null,
    seconds: ms / 1000,
  };
}

function summaryOf(name: string, rows: readonly Row[]): string {
  const mean = (of: (row: Row) => number) => show(meanOf(rows.map(of)));
  const ious = rows.flatMap(({ iou }) => (iou === null ? [] : [iou]));
  return (
    `  ${name.padEnd(20)} hard loss ${mean(({ hard }) => hard)}, soft ${mean(({ soft }) => soft)}, lowest of all on ` +
    `${rows.filter(({ optimal }) => optimal).length} of ${rows.length}, frames ${mean(({ frames }) => frames)}, ` +
    `IoU with the event ${show(meanOf(ious))}, seconds: median ${summariseSample(rows.map(({ seconds }) => seconds)).median.toFixed(1)}`
  );
}

function show(value: number): string {
  return value.toFixed(3);
}

await main().catch((error: unknown) => {
  console.error(`evaluate:searches: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
