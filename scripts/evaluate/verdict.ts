/**
 * `npm run evaluate:verdict -- --out FOLDER [--every N] [--model ID]...`: how often the verdict is right.
 *
 * Plants good and bad masks on every N-th bundled clip (default: every clip) and prints how many of each kind are called
 * faithful, partly faithful and not faithful. `plant.ts` says which masks are good and which are bad.
 *
 * Measurements are appended to FOLDER/verdict.jsonl clip by clip, so a killed run loses only the clip in progress and
 * the same command resumes; with all clips measured, it only computes the verdicts again. Searches are not repeated and
 * weights not shuffled, which would take hours, so the verdict is tested without stability and shuffled weights, and
 * with 19 scattered orders and draws in place of 99.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { fnv1a, mulberry32 } from "../../src/base/prng.ts";
import "../../src/device/kernels/register.ts";
import type { Faithfulness } from "../../src/faithfulness/faithfulness.ts";
import { LIMITS } from "../../src/faithfulness/limits.ts";
import { optimalityGap, type OptimalityGap } from "../../src/faithfulness/optimality.ts";
import { VERDICT_LEVELS, verdictOf } from "../../src/faithfulness/verdict.ts";
import { preprocess } from "../../src/frames/preprocess.ts";
import { generateClip } from "../../src/generate/generate-clip.ts";
import { PRESETS } from "../../src/math/search-settings.ts";
import type { WindowScores } from "../../src/math/windows.ts";
import { HardScores } from "../../src/measure/hard-scores.ts";
import { compareMask } from "../../src/measure/measure-faithfulness.ts";
import { scoreWindows } from "../../src/measure/score-windows.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { ClipScore } from "../../src/search/clip-score.ts";
import { scoresOf } from "../../src/search/descent.ts";
import { searchTemporalMask } from "../../src/search/temporal-search.ts";
import { answerOf } from "../../src/worker/shuffled-models.ts";
import { BUNDLED, bundledClips, lastOf, openModel, type Recipe } from "./subjects.ts";
import { isGood, KINDS, plant, type Kind, type Planted } from "./plant.ts";

const COUNTS = { orders: 19, draws: 19 } as const;
const SEED = 1;
/** First frame that freezing changes. */
const FIRST = 1;
/** A descent from the central block: its masks have frames that a search chose, and are not the best window by design. */
const SETTINGS = { ...PRESETS.thorough, starts: "central" } as const;

/** Returns the masks to measure for one class of a clip. */
type MasksOf = (scorer: ClipScore, windows: WindowScores) => Promise<readonly Planted[]>;

/** One planted mask, measured. */
interface Row {
  readonly model: string;
  readonly clip: string;
  readonly kind: Kind;
  readonly report: Faithfulness;
  readonly gap: OptimalityGap;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      every: { type: "string" },
      model: { type: "string", multiple: true },
    },
  });
  const every = Number(values.every ?? 1);
  if (values.out === undefined || !Number.isInteger(every) || every < 1)
    throw new Error("Give a folder: npm run evaluate:verdict -- --out FOLDER [--every N] [--model ID]...");
  mkdirSync(values.out, { recursive: true });
  const path = join(values.out, "verdict.jsonl");
  const done = new Set(readRows(path).map(({ model, clip }) => `${model} ${clip}`));
  const recipes = bundledClips().filter((_, i) => i % every === 0);
  await tf.setBackend("wasm");
  const models: VideoModel[] = [];
  for (const id of values.model ?? BUNDLED) models.push(await openModel(id));
  for (const recipe of recipes) {
    for (const model of models) {
      const { id } = model.card;
      if (done.has(`${id} ${recipe.name}`)) continue;
      const rows = await measureClip(model, recipe);
      appendFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      console.error(`${id} ${recipe.name}: ${rows.length} masks`);
    }
  }
  for (const model of models) model.dispose();
  report(readRows(path));
}

function readRows(path: string): Row[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}

async function measureClip(model: VideoModel, { name, className, seed }: Recipe): Promise<Row[]> {
  const { input, classes, id } = model.card;
  const T = input.frames;
  const clip = generateClip({ className, seed, T, height: input.height, width: input.width });
  const { data, shape } = preprocess(clip.frames, input);
  const x = tf.tensor5d(data, [1, ...shape]);
  const responses = model.respond(x);
  const { index, ...answer } = await answerOf(model, x);
  const probabilities = tf.tidy(() => tf.softmax(model.logits(x)).dataSync());
  const second = classes.map((_, i) => i).filter((i) => i !== index);
  second.sort((a, b) => probabilities[b]! - probabilities[a]!);
  const random = mulberry32(fnv1a(`${SEED} ${id} ${name}`));

  const measureClass = async (target: number, masksOf: MasksOf): Promise<Row[]> => {
    const scorer = new ClipScore(model, responses, target);
    const hard = new HardScores(scorer);
    const windows = await lastOf(scoreWindows(scorer, T));
    const rows: Row[] = [];
    for (const { kind, mask } of await masksOf(scorer, windows)) {
      const compared = await lastOf(compareMask({ mask, first: FIRST, seed: SEED }, hard, COUNTS));
      const gap = optimalityGap(windows, SETTINGS, mask, compared.equalLength.mask.inside);
      const predicted = { ...answer, isTarget: target === index };
      rows.push({ model: id, clip: name, kind, report: { ...UNMEASURED, predicted, ...compared }, gap });
    }
    return rows;
  };
  const planted: MasksOf = async (scorer, windows) => {
    const { mask } = await lastOf(searchTemporalMask(scorer, T, SETTINGS));
    const masks = await plant(windows, SETTINGS, FIRST, random, (some) => scoresOf(scorer, some));
    return [...masks, { kind: "found by descent", mask }];
  };
  const ofAnotherClass: MasksOf = async (scorer, windows) => {
    const masks = await plant(windows, SETTINGS, FIRST, random, (some) => scoresOf(scorer, some));
    return masks.slice(0, 1).map(({ mask }) => ({ kind: "of another class", mask }));
  };
  try {
    const rows = await measureClass(index, planted);
    const seen = probabilities[second[0]!]! >= LIMITS.leastScore;
    return seen ? [...rows, ...(await measureClass(second[0]!, ofAnotherClass))] : rows;
  } finally {
    responses.dispose();
    x.dispose();
  }
}

const UNMEASURED = {
  version: 2,
  completeness: null,
  stability: [],
  ownLoss: null,
  randomised: { kind: "not-possible", reason: "left out" },
  seed: SEED,
} as const;

/**
 * Returns whether a mask counts in the table. A descent's mask is planted as good only if its frames take half of the
 * score and no window has a loss lower by 0.02.
 */
function counts({ kind, report: { original, equalLength }, gap }: Row): boolean {
  const left = equalLength.mask.inside;
  return (
    kind !== "found by descent" || (left <= (1 - LIMITS.leastTaken) * original && gap.gap <= LIMITS.sameLoss)
  );
}

function report(measured: readonly Row[]): void {
  const verdicts = measured
    .filter(counts)
    .map(({ kind, report, gap }) => ({ kind, level: verdictOf(report, { gap }).level }));
  const clips = new Set(measured.map(({ model, clip }) => `${model} ${clip}`)).size;
  console.log(`${verdicts.length} masks on ${clips} pairs of a clip and a model`);
  const line = (title: string, cells: readonly (string | number)[]) =>
    console.log(`${title.padEnd(24)}${cells.map((cell) => String(cell).padStart(9)).join("")}`);
  const lineOf = (title: string, of: (kind: Kind) => boolean) =>
    line(
      title,
      VERDICT_LEVELS.map((each) => verdicts.filter(({ kind, level }) => of(kind) && level === each).length),
    );
  line("", ["faithful", "partly", "not"]);
  for (const kind of KINDS) lineOf(kind, (one) => one === kind);
  lineOf("all good ones", isGood);
  lineOf("all bad ones", (kind) => !isGood(kind));
}

await main().catch((error: unknown) => {
  console.error(`evaluate:verdict: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
