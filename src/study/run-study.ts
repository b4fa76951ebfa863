/** Runs a study clip by clip. Records are yielded as they come, so a killed run loses only the clip in progress. */
import { asLabError, invariant, LabError } from "../base/errors.ts";
import type { Clip } from "../clip/clip.ts";
import type { ModelCard } from "../models/card.ts";
import type { LinkedClip } from "../result/link-fields.ts";
import { clipKey, labelOf, type StudyClip } from "./clips.ts";
import { explainClip, type LabWorker, type StudyPart } from "./explain-clip.ts";
import type { StudyPlan } from "./plan.ts";
import { readStudyClip, type ClipWorker } from "./read-clip.ts";
import { RECORD_SCHEMA, RECORD_VERSION, type StudyRecord, type StudyResult } from "./record.ts";

/** A study to run. */
export interface Study {
  readonly plan: StudyPlan;
  /** Cards of the plan's models, in its order; the worker has loaded these models. */
  readonly cards: readonly ModelCard[];
  readonly clips: readonly StudyClip[];
}

/** Progress of a study. */
export interface StudyProgress {
  /** Index of the current clip among all `clips`, 0-based; skipped clips count. */
  readonly index: number;
  readonly clips: number;
  readonly name: string;
  /** Current part; null while the clip is read. */
  readonly doing: {
    readonly modelId: string;
    readonly part: StudyPart;
    readonly step: number;
    readonly of: number;
  } | null;
}

/** Workers and options of a run. */
export interface StudyTools {
  readonly lab: LabWorker;
  readonly clips: ClipWorker;
  /** Keys of clips that already have a record; default none. */
  readonly done?: ReadonlySet<string>;
  /** Ids of models that ship with the page, which links can name; default none. */
  readonly linkedModels?: ReadonlySet<string>;
  /** True to pack a file's frames into its link; default false: results of files then have no link. */
  readonly packFiles?: boolean;
  /** Aborting it ends the study: the current clip is dropped, and "cancelled" is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
}

/**
 * Yields a record for each clip that is not done, in order; of clips with the same key, only the first. If a clip
 * cannot be read or explained, its record states the problem, and the study continues.
 *
 * @throws {LabError} "cancelled" after an abort; "device-lost" if a worker has stopped, because every later clip would
 *   fail.
 */
export async function* runStudy(study: Study, tools: StudyTools): AsyncGenerator<StudyRecord, void, void> {
  const { plan, cards, clips } = study;
  invariant(
    plan.models.every(({ id }, i) => cards[i]?.id === id) && cards.length === plan.models.length,
    () => "runStudy: the cards are not those of the plan's models",
  );
  const seen = new Set(tools.done);
  for (const [index, clip] of clips.entries()) {
    const key = clipKey(clip);
    if (seen.has(key)) continue;
    seen.add(key);
    if (tools.signal?.aborted) throw new LabError("cancelled", "study: cancelled.");
    const report = (doing: StudyProgress["doing"]) =>
      tools.onProgress?.({ index, clips: clips.length, name: clip.name, doing });
    const outcome = await resultsOf(clip, study, tools, report).catch(problemOf);
    yield {
      schema: RECORD_SCHEMA,
      version: RECORD_VERSION,
      plan,
      key,
      clip: { name: clip.name, kind: clip.kind, label: labelOf(clip) },
      ...outcome,
    };
  }
}

type Outcome = Pick<StudyRecord, "problem" | "results">;

function problemOf(error: unknown): Outcome {
  const { code, message } = asLabError(error, "value");
  if (code === "cancelled" || code === "device-lost") throw error;
  return { problem: message === "" ? "It could not be read." : message, results: [] };
}

async function resultsOf(
  clip: StudyClip,
  { plan, cards }: Study,
  { lab, clips, signal, linkedModels, packFiles = false }: StudyTools,
  report: (doing: StudyProgress["doing"]) => void,
): Promise<Outcome> {
  const read = new Map<number, Clip>();
  const results: StudyResult[] = [];
  for (const card of cards) {
    const { frames: T } = card.input;
    if (!read.has(T)) {
      report(null);
      read.set(T, await readStudyClip(clip, T, clips, signal));
    }
    const ofModel = read.get(T)!;
    const nameable = linkedModels?.has(card.id) ?? false;
    const linked = nameable ? await linkedClip(clip, ofModel, packFiles ? clips : null, signal) : null;
    const onPart = (part: StudyPart, step: number, of: number) =>
      report({ modelId: card.id, part, step, of });
    results.push(await explainClip({ plan, card, clip: ofModel, linked }, { lab, signal, onPart }));
  }
  return { problem: null, results };
}

/** Returns the clip as a link names it; null for a file that is not packed. */
async function linkedClip(
  clip: StudyClip,
  { frames, durationS }: Clip,
  packer: ClipWorker | null,
  signal: AbortSignal | undefined,
): Promise<LinkedClip | null> {
  switch (clip.kind) {
    case "bundled":
      return { kind: "bundled", id: clip.id };
    case "generated":
      return { kind: "generated", className: clip.className, seed: clip.seed };
    case "file": {
      if (packer === null) return null;
      const { bytes, format } = await packer.run("pack", { frames, durationS }, { signal });
      return { kind: "inside", name: clip.name, format, bytes };
    }
  }
}
