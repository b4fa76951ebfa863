/**
 * `npm run convert -- CHECKPOINT... OUT-FOLDER [options]`: converts a checkpoint to a model folder, for your own page.
 *
 * Prints the file's contents, where it differs from the network, and the settings used, with the flags that change
 * them. Writes card.json, model.json and shards, as in `public/models/<id>/`. `--inspect` only prints.
 */
import {
  existsSync,
  mkdirSync,
  openAsBlob,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { openCheckpoint } from "../../src/checkpoint/open.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { fileFolder, loadModelFolder, type LoadedModel } from "../../src/models/load.ts";
import { saveModelFolder, type SavedFile } from "../../src/models/save.ts";
import { numberedClasses, parseClassNames } from "../../src/recognise/class-names.ts";
import { checkAnswers, importedModel } from "../../src/recognise/imported-model.ts";
import type { ImportAnswers } from "../../src/recognise/inspection.ts";
import type { Memory } from "../../src/recognise/memory.ts";
import { nameOfFile } from "../../src/recognise/name-of-file.ts";
import { recognise } from "../../src/recognise/recognise.ts";
import { takeWeights } from "../../src/recognise/take-weights.ts";
import { changeText, measureChange, startBackend } from "./measure.ts";
import { idOf, readOptions, type ConvertOptions } from "./options.ts";
import { inspectionText, presetsText, settingsText } from "./report.ts";
import { chosenSettings } from "./settings.ts";

/** Memory that a browser has for a mask search: WASM memory ends at 4 GiB, and weights and clips need some of it. */
const BROWSER_MEMORY: Memory = { bytes: 3e9 };

/**
 * Runs the command.
 *
 * @param print  called with each text, in order.
 * @throws {Error} with a message that states the fault and the remedy.
 */
export async function convert(args: readonly string[], print: (text: string) => void): Promise<void> {
  const options = readOptions(args);
  const { folder } = options;
  if (folder !== null) refuseFullFolder(folder, options.force);
  const checkpoint = await openCheckpoint(await Promise.all(options.files.map(openFile)));
  const { inspection, plan } = recognise(checkpoint, BROWSER_MEMORY);
  print(inspectionText(inspection));
  if (folder === null) {
    print(`Settings to choose from:\n${presetsText(inspection)}`);
    return;
  }
  const settings = chosenSettings(inspection, options.preset, options.changes);
  print(`Settings, by the flags that change them (--inspect lists presets):\n${settingsText(settings)}`);
  const answers: ImportAnswers = {
    ...settings,
    name: options.name ?? nameOfFile(basename(options.files[0]!)),
    classes: classesFrom(options.classes, inspection.classCount),
  };
  checkAnswers(inspection, answers);
  const weights = await takeWeights(checkpoint, plan, settings);
  const imported = importedModel(inspection, answers, weights);
  const model: LoadedModel = { ...imported, card: { ...imported.card, id: idOf(folder) } };
  write(folder, await savedFiles(model, options, print), options.force);
  print(
    `Wrote the model "${model.card.id}" to ${folder}. Fill in training and licence in its card.json. Open its files with ` +
      `"Load a model"; to publish it with your own page, copy them to public/models/${model.card.id} and add it to ` +
      "public/models/manifest.json.",
  );
}

/** Returns the folder's files. If the weights are rounded, measures the change of scores and adds it to the card. */
async function savedFiles(
  model: LoadedModel,
  { type, clips }: ConvertOptions,
  print: (text: string) => void,
): Promise<SavedFile[]> {
  const files = saveModelFolder(model, type);
  if (type === "float32") return files;
  print(`Measuring the effect of ${type} on ${clips} generated clips ...`);
  const saved = files.map(({ path, bytes }) => new File([bytes], path));
  await startBackend();
  const rounded = await loadModelFolder(fileFolder(saved), () => undefined);
  const sentence = changeText(await measureChange(model, rounded, clips), type);
  print(sentence);
  const card: ModelCard = { ...model.card, limits: [...(model.card.limits ?? []), sentence] };
  return saveModelFolder({ ...model, card }, type);
}

/** Opens a file that is read when needed, not at once. */
async function openFile(path: string): Promise<File> {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`${path}: no such file.`);
  return new File([await openAsBlob(path)], basename(path));
}

function classesFrom(path: string | null, count: number): string[] {
  if (path === null) return numberedClasses(count);
  if (!existsSync(path)) throw new Error(`--classes: ${path}: no such file.`);
  return parseClassNames(readFileSync(path, "utf8"), count, basename(path));
}

function refuseFullFolder(folder: string, force: boolean): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file; give a folder to write to.`);
  if (!force && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty. Give another folder, or --force to replace the model in it.`);
  }
}

/** Writes the files. With `force`, first removes the shards of a previous model, which nothing would list any more. */
function write(folder: string, files: readonly SavedFile[], force: boolean): void {
  mkdirSync(folder, { recursive: true });
  if (force) {
    for (const name of readdirSync(folder))
      if (/^group\d+-shard\d+of\d+\.bin$/.test(name)) rmSync(join(folder, name));
  }
  for (const { path, bytes } of files) writeFileSync(join(resolve(folder), path), bytes);
}
