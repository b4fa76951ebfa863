/**
 * `npm run evaluate:masks [-- --each N] [--model ID]...`: measures how well masks find the event.
 *
 * Searches for the true class's mask with the page's default preset on WASM, on every bundled clip that has an event
 * or, with --each, on N clips per class from the test seeds. Compares the mask's frames with the event's (IoU), with a
 * centred block of equal length and the mean over all such blocks as baselines. Clips are generated from class and seed
 * at the model's size. The last line gives the mask's IoU minus the centred block's, with its 95 % bootstrap interval.
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { GENERATED_CLASSES } from "../../src/generate/classes.ts";
import { generateClip } from "../../src/generate/generate-clip.ts";
import "../../src/device/kernels/register.ts";
import { preprocess } from "../../src/frames/preprocess.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { bootstrapMean } from "../../src/statistics/bootstrap.ts";
import { meanOf } from "../../src/statistics/sample-summary.ts";
import { temporalTruth, type TemporalTruth } from "../../src/faithfulness/truth.ts";
import { SHOWN_ON } from "../../src/math/mask-runs.ts";
import { ClipScore } from "../../src/search/clip-score.ts";
import { PRESETS } from "../../src/math/search-settings.ts";
import { searchTemporalMask } from "../../src/search/temporal-search.ts";
import { BUNDLED, bundledClips, openModel, type Recipe } from "./bundled.ts";
import { generatedLabels } from "./labels.ts";

interface Row extends TemporalTruth {
  readonly right: boolean;
  /** True for a short, off-centre event, where a centred block does badly. */
  readonly hidden: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { each: { type: "string" }, model: { type: "string", multiple: true } },
  });
  const each = values.each === undefined ? 0 : Number(values.each);
  if (!Number.isInteger(each) || each < 0)
    throw new Error(`--each takes a number of clips, not "${values.each}".`);
  const recipes = (each > 0 ? testClips(each) : bundledClips()).filter(({ className }) =>
    hasEvent(className),
  );
  await tf.setBackend("wasm");
  for (const id of values.model ?? BUNDLED) {
    const model = await openModel(id);
    const rows: Row[] = [];
    for (const recipe of recipes) rows.push(await explain(model, recipe));
    model.dispose();
    console.log(`\n${id}: ${rows.length} clips, IoU with the event's frames`);
    report("all", rows);
    report(
      "correctly predicted",
      rows.filter(({ right }) => right),
    );
    report(
      "short, off-centre events",
      rows.filter(({ hidden }) => hidden),
    );
  }
}

function testClips(each: number): Recipe[] {
  return generatedLabels(each * GENERATED_CLASSES.length).map(({ file, class: className, seed }) => ({
    name: file,
    className,
    seed: seed!,
  }));
}

function hasEvent(className: string): boolean {
  return GENERATED_CLASSES.find(({ name }) => name === className)?.action !== "nothing";
}

async function explain(model: VideoModel, { name, className, seed }: Recipe): Promise<Row> {
  const { input, classes } = model.card;
  const T = input.frames;
  const clip = generateClip({ className, seed, T, height: input.height, width: input.width });
  const { data, shape } = preprocess(clip.frames, input);
  const x = tf.tensor5d(data, [1, ...shape]);
  const target = classes.indexOf(className);
  const answer = tf.tidy(() => model.logits(x).argMax(-1).dataSync()[0]);
  const responses = model.respond(x);
  const search = searchTemporalMask(new ClipScore(model, responses, target), T, PRESETS.default);
  let next = await search.next();
  while (!next.done) next = await search.next();
  responses.dispose();
  x.dispose();
  const { mask } = next.value;
  const [first, last] = clip.event;
  const truth = temporalTruth(mask, clip.event, SHOWN_ON);
  const picture = Array.from(mask, (m, t) => (m > SHOWN_ON ? "#" : t >= first && t <= last ? "-" : ".")).join(
    "",
  );
  const right = answer === target;
  console.log(
    `${name.padEnd(14)} ${picture}  ${show(truth.iou)} ${right ? "" : `predicts ${classes[answer ?? 0]}`}`,
  );
  const hidden = last - first < T / 2 && Math.abs((first + last) / 2 - (T - 1) / 2) >= T / 8;
  return { ...truth, right, hidden };
}

function report(title: string, rows: readonly Row[]): void {
  if (rows.length === 0) return console.log(`  ${title}: no clips`);
  const mean = (of: (row: Row) => number) => show(meanOf(rows.map(of)));
  const gains = rows.map((row) => row.iou - row.iouCentred);
  const [low, high] = bootstrapMean(gains, { seed: 1 });
  console.log(
    `  ${title} (${rows.length}): mask ${mean((r) => r.iou)}, centred block ${mean((r) => r.iouCentred)}, ` +
      `random block ${mean((r) => r.iouAnywhere)}; mask minus centred ${show(meanOf(gains))} [${show(low)}, ${show(high)}]`,
  );
}

function show(value: number): string {
  return value.toFixed(3);
}

await main().catch((error: unknown) => {
  console.error(`evaluate:masks: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
