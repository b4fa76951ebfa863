/**
 * `npm run paper-table`: searches the mask of every bundled clip's true class with both bundled models and writes
 * `public/paper/lab.json`, the lab's half of the paper page. To be run again whenever models, clips or the
 * default settings change; a test says so. Decoding, models and search are the page's own, in headless Chromium.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright";
import { format } from "prettier";
import type { ModelCard } from "../../src/models/card.ts";
import { LAB_SCHEMA, LAB_VERSION, parseLabResults, type LabResult } from "../../src/paper/lab.ts";
import { MODELS, type ModelKey } from "../../src/paper/table.ts";
import { encodeLink } from "../../src/result/permalink.ts";
import { PRESETS, type PresetName } from "../../src/search/settings.ts";
import type { BundledClip } from "../../src/state/manifest.ts";
import { withSourcePage } from "../source-page.ts";
import { fileHash, modelHash } from "./fingerprint.ts";
import type * as InBrowser from "./in-browser.ts";

const ENTRY = "scripts/paper-table/in-browser.ts";
const OUT = "public/paper/lab.json";
const PRESET: PresetName = "default";
/** Which bundled model stands for which of the paper's. */
const MODEL_IDS: Readonly<Record<ModelKey, string>> = { i3d: "i3d", clstm: "convlstm" };

/** Four decimals: finer than backends agree, and the page shows three. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** A function of `in-browser.ts`, called in the page. */
async function call<N extends keyof typeof InBrowser>(
  page: Page,
  name: N,
  ...args: Parameters<(typeof InBrowser)[N]>
): Promise<Awaited<ReturnType<(typeof InBrowser)[N]>>> {
  return page.evaluate(
    async ([entry, called, given]) => {
      const module = (await import(entry)) as Record<string, (...all: unknown[]) => unknown>;
      return module[called]!(...given);
    },
    [`/${ENTRY}`, name as string, args as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<(typeof InBrowser)[N]>>>;
}

function asResult(
  clip: BundledClip,
  card: ModelCard,
  { probabilities, result }: InBrowser.Outcome,
): LabResult {
  const { target, mask, scores, steps, stopped } = result;
  const top = probabilities.indexOf(Math.max(...probabilities));
  const link = {
    modelId: card.id,
    clip: { kind: "bundled", id: clip.id },
    target,
    preset: PRESET,
    seed: 0,
    mask,
    scores,
  } as const;
  return {
    os: round(scores.os),
    fs: round(scores.fs),
    rs: round(scores.rs),
    cs: null,
    p:
      top === target
        ? null
        : { class: top, name: card.classes[top]!, probability: round(probabilities[top]!) },
    mask: mask.map(round),
    steps,
    stopped,
    link: encodeLink(link),
  };
}

async function compute(page: Page): Promise<unknown> {
  const clips = await call(page, "listClips");
  const cards = new Map<ModelKey, ModelCard>();
  const rows = new Map<string, Record<string, unknown>>();
  let backend = "";
  for (const { key, name } of MODELS) {
    const card = await call(page, "loadModel", MODEL_IDS[key]);
    cards.set(key, card);
    for (const clip of clips) {
      const start = performance.now();
      const outcome = await call(page, "searchClip", clip, card, PRESET);
      const row = rows.get(clip.id) ?? {
        id: clip.id,
        class: clip.label,
        thumbnail: clip.thumbnail,
        sha256: fileHash(join("public/clips", clip.file)),
        event: outcome.event,
      };
      rows.set(clip.id, { ...row, [key]: asResult(clip, card, outcome) });
      backend = outcome.result.backend;
      const { steps } = outcome.result;
      console.log(`${name} ${clip.id}: ${steps} steps, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  }
  const models = MODELS.map(({ key }) => {
    const { id, name } = cards.get(key)!;
    return [key, { id, name, sha256: modelHash(join("public/models", id)) }];
  });
  return {
    schema: LAB_SCHEMA,
    version: LAB_VERSION,
    preset: PRESET,
    settings: PRESETS[PRESET],
    backend,
    frames: cards.get("i3d")!.input.frames,
    models: Object.fromEntries(models) as unknown,
    clips: [...rows.values()],
  };
}

const start = performance.now();
const table = await withSourcePage(ENTRY, compute);
// Nothing is written that the page would refuse to read.
const { clips } = parseLabResults(table, OUT);
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, await format(JSON.stringify(table), { parser: "json", printWidth: 110 }));
console.log(`${OUT}: ${clips.length} clips in ${Math.round((performance.now() - start) / 1000)} s.`);
