/**
 * `npm run paper-table`: searches for the mask of every bundled clip's true class with both bundled models and writes
 * `public/paper/lab.json`, the lab's half of the paper page. Run it again whenever models, clips or the default
 * settings change; a test reports when it is due. Uses the page's own decoding, models and search, in headless
 * Chromium.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright";
import { format } from "prettier";
import { temporalMask } from "../../src/math/mask.ts";
import type { ModelCard } from "../../src/models/card.ts";
import {
  LAB_SCHEMA,
  LAB_VERSION,
  parseLabResults,
  type LabResult,
  type LabResults,
} from "../../src/paper/lab.ts";
import { MODELS, type ModelKey } from "../../src/paper/table.ts";
import type { MaskResult } from "../../src/result/mask-result.ts";
import { FREEZING, type LinkedLane } from "../../src/result/link-fields.ts";
import { encodeLink } from "../../src/result/permalink.ts";
import { PRESETS, type PresetName } from "../../src/math/search-settings.ts";
import type { BundledClip } from "../../src/state/manifest.ts";
import { callerOf, withSourcePage } from "../source-page.ts";
import { fileHash, modelHash } from "./fingerprint.ts";
import type * as InBrowser from "./in-browser.ts";

const ENTRY = "scripts/paper-table/in-browser.ts";
const OUT = "public/paper/lab.json";
const CLIPS_FOLDER = "public/clips";
const MODELS_FOLDER = "public/models";
const PRESET: PresetName = "default";
/** Bundled model for each of the paper's models. */
const MODEL_IDS: Readonly<Record<ModelKey, string>> = { i3d: "i3d", clstm: "convlstm" };

/** Rounds to four decimals: backends agree less closely, and the page shows three. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

const call = callerOf<typeof InBrowser>(ENTRY);

/** One clip's outcomes by model, from which its row is made. */
interface Found {
  readonly clip: BundledClip;
  readonly outcomes: Map<ModelKey, InBrowser.Outcome>;
}

/** Returns the permalink of one result, or of two side by side. */
function linkOf(clip: BundledClip, main: MaskResult, second: MaskResult | null): string {
  const lane = (
    { modelId, target, mask, scores, proof }: MaskResult,
    compares: "model" | null,
  ): LinkedLane => ({
    compares,
    modelId,
    imported: null,
    target,
    maskKind: FREEZING,
    preset: PRESET,
    mask: temporalMask(mask),
    scores,
    proof,
  });
  const others = second === null ? [] : [lane(second, "model")];
  return encodeLink({
    clip: { kind: "bundled", id: clip.id },
    seed: 0,
    lanes: [lane(main, null), ...others],
  });
}

function asResult(clip: BundledClip, { classes }: ModelCard, outcome: InBrowser.Outcome): LabResult {
  const { probabilities, result } = outcome;
  const { target, mask, scores, steps, stopped, proof } = result;
  const top = probabilities.indexOf(Math.max(...probabilities));
  const predicted = { class: top, name: classes[top]!, probability: round(probabilities[top]!) };
  return {
    os: round(scores.os),
    fs: round(scores.fs),
    rs: round(scores.rs),
    cs: null,
    p: top === target ? null : predicted,
    mask: mask.map(round),
    ...(scores.soft === undefined ? {} : { soft: { fs: round(scores.soft.fs), rs: round(scores.soft.rs) } }),
    steps,
    stopped,
    proof: proof === null ? null : { ...proof, lowerBound: round(proof.lowerBound) },
    link: linkOf(clip, result, null),
  };
}

async function compute(page: Page): Promise<LabResults> {
  const found = (await call(page, "listClips")).map((clip): Found => ({ clip, outcomes: new Map() }));
  const cards = new Map<ModelKey, ModelCard>();
  for (const { key, name } of MODELS) {
    const card = await call(page, "loadModel", MODEL_IDS[key]);
    cards.set(key, card);
    for (const { clip, outcomes } of found) {
      const start = performance.now();
      const outcome = await call(page, "searchClip", clip, card, PRESET);
      outcomes.set(key, outcome);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${name} ${clip.id}: ${outcome.result.steps} steps, ${seconds} s`);
    }
  }
  const perModel = <A>(of: (key: ModelKey) => A) => ({ i3d: of("i3d"), clstm: of("clstm") });
  const backends = found.flatMap(({ outcomes }) =>
    [...outcomes.values()].map(({ result }) => result.backend),
  );
  return {
    schema: LAB_SCHEMA,
    version: LAB_VERSION,
    preset: PRESET,
    settings: { ...PRESETS[PRESET] },
    backend: [...new Set(backends)].join(", "),
    frames: cards.get("i3d")!.input.frames,
    models: perModel((key) => {
      const { id, name, classes, input } = cards.get(key)!;
      const { height, width } = input;
      return { id, name, classes: classes.length, height, width, sha256: modelHash(join(MODELS_FOLDER, id)) };
    }),
    clips: found.map(({ clip, outcomes }) => {
      const of = (key: ModelKey) => outcomes.get(key)!;
      const event = of("i3d").event;
      return {
        id: clip.id,
        class: clip.label ?? "",
        thumbnail: clip.thumbnail,
        sha256: fileHash(join(CLIPS_FOLDER, clip.file)),
        event: event === null ? null : [...event],
        link: linkOf(clip, of("i3d").result, of("clstm").result),
        ...perModel((key) => asResult(clip, cards.get(key)!, of(key))),
      };
    }),
  };
}

const start = performance.now();
const table = await withSourcePage(ENTRY, compute);
// Check first, so that nothing is written that the page would refuse to read.
const { clips } = parseLabResults(table, OUT);
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, await format(JSON.stringify(table), { parser: "json", printWidth: 110 }));
console.log(`${OUT}: ${clips.length} clips in ${Math.round((performance.now() - start) / 1000)} s.`);
