/**
 * `npm run evaluate -- FOLDER [--json] [--model ID]...` measures the bundled models' accuracy on a folder of labelled
 * clips. `npm run evaluate -- --generated N` does so on the first N generated test clips (the cards use 750).
 *
 * Runs the page's own decoder, preprocessing and models in headless Chromium. `--json` prints only `{ "models": [{ id,
 * clips, top1, top3, top1Among, top3Among, confusion }], "unread": [{ file, problem }] }`. Exits with 1, after printing
 * its results, if a clip could not be read or no model knows its class.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright";
import { servedFolder } from "../served-folder.ts";
import { callerOf, ROOT, withSourcePage } from "../source-page.ts";
import type * as InBrowser from "./in-browser.ts";
import { generatedLabels, readLabels, type LabelledClip } from "./labels.ts";
import { asText, measure, type Answer, type Measures } from "./measures.ts";

const IN_BROWSER = "scripts/evaluate/in-browser.ts";
const CLIPS = "/evaluated-clips/";
const BUNDLED = ["i3d", "convlstm"];

const call = callerOf<typeof InBrowser>(IN_BROWSER);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      model: { type: "string", multiple: true },
      generated: { type: "string" },
    },
  });
  const { folder, labels } = clipsAskedFor(positionals, values.generated);
  const evaluate = async (page: Page): Promise<number> => {
    const models: Measures[] = [];
    const unread = new Map<string, string>();
    for (const id of values.model ?? BUNDLED) {
      const { card, outcomes } = await call(
        page,
        "classifyClips",
        new URL(`models/${id}`, page.url()).href,
        CLIPS,
        labels,
      );
      const answers: Answer[] = [];
      outcomes.forEach((outcome, i) => {
        const label = card.classes.indexOf(labels[i]!.class);
        if ("problem" in outcome) unread.set(outcome.file, outcome.problem);
        else if (label < 0) unread.set(outcome.file, `${id} does not know the class "${labels[i]!.class}".`);
        else answers.push({ file: outcome.file, label, probabilities: outcome.probabilities });
      });
      if (answers.length > 0) models.push(measure(id, card.classes, answers));
    }
    const problems = [...unread].map(([file, problem]) => ({ file, problem }));
    if (values.json) console.log(JSON.stringify({ models, unread: problems }, null, 2));
    else for (const model of models) console.log(asText(model));
    for (const { file, problem } of problems) console.error(`${file}: not counted: ${problem}`);
    return problems.length > 0 || models.length === 0 ? 1 : 0;
  };
  return withSourcePage(IN_BROWSER, evaluate, [servedFolder(CLIPS, folder)]);
}

function clipsAskedFor(
  folders: readonly string[],
  generated: string | undefined,
): { folder: string; labels: LabelledClip[] } {
  const count = Number(generated);
  if (generated !== undefined && folders.length === 0) {
    if (!Number.isInteger(count) || count < 1)
      throw new Error(`--generated takes a number of clips, not "${generated}".`);
    return { folder: ROOT, labels: generatedLabels(count) };
  }
  const [given, ...more] = folders;
  if (given === undefined || more.length > 0 || generated !== undefined) {
    throw new Error("Give one folder, or --generated N: npm run evaluate -- FOLDER [--json] [--model ID]...");
  }
  const folder = resolve(given);
  return { folder, labels: readLabels(folder) };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`evaluate: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
