/** Runs a study clip by clip: a record comes out as soon as a clip is done, so that whoever keeps records can be killed. */
import { asLabError, invariant, LabError } from "../base/errors.ts";
import type { Clip } from "../clip/clip.ts";
import type { ModelCard } from "../models/card.ts";
import type { LinkedClip } from "../result/link-fields.ts";
import { clipKey, labelOf, type StudyClip } from "./clips.ts";
import { explainClip, type LabWorker, type StudyPart } from "./explain-clip.ts";
import type { StudyPlan } from "./plan.ts";
import { readStudyClip, type ClipWorker } from "./read-clip.ts";
import { RECORD_SCHEMA, RECORD_VERSION, type StudyRecord, type StudyResult } from "./record.ts";

/** What to study. */
export interface Study {
  readonly plan: StudyPlan;
  /** Cards of the plan's models, in its order; the worker has loaded them. */
  readonly cards: readonly ModelCard[];
  readonly clips: readonly StudyClip[];
}

/** How far a study has come. */
export interface StudyProgress {
  /** 0-based, of `clips`, those that are skipped included. */
  readonly index: number;
  readonly clips: number;
  readonly name: string;
  /** Null while the clip is read. */
  readonly doing: {
    readonly modelId: string;
    readonly part: StudyPart;
    readonly step: number;
    readonly of: number;
  } | null;
}

/** With what to run it. */
export interface StudyTools {
  readonly lab: LabWorker;
  readonly clips: ClipWorker;
  /** Keys of clips that have a record already; default none. */
  readonly done?: ReadonlySet<string>;
  /** Ids of models that come with the page, so that links may name them; default none. */
  readonly linkedModels?: ReadonlySet<string>;
  /** Whether links to files carry the file's frames with them; default false: such results have no link. */
  readonly packFiles?: boolean;
  /** Ends the study: the clip under way is given up, and "cancelled" is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
}

/**
 * Yields a record for each clip that is not done, in their order; of clips with one key, the first. A clip that cannot
 * be read or explained gives a record with its problem, and the study goes on.
 *
 * @throws {LabError} "cancelled" after an abort; "device-lost" when a worker has stopped: every later clip would fail.
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
    const tell = (doing: StudyProgress["doing"]) =>
      tools.onProgress?.({ index, clips: clips.length, name: clip.name, doing });
    const outcome = await resultsOf(clip, study, tools, tell).catch(problemOf);
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
  tell: (doing: StudyProgress["doing"]) => void,
): Promise<Outcome> {
  const read = new Map<number, Clip>();
  const results: StudyResult[] = [];
  for (const card of cards) {
    const { frames: T } = card.input;
    if (!read.has(T)) {
      tell(null);
      read.set(T, await readStudyClip(clip, T, clips, signal));
    }
    const ofModel = read.get(T)!;
    const nameable = linkedModels?.has(card.id) ?? false;
    const linked = nameable ? await linkedClip(clip, ofModel, packFiles ? clips : null, signal) : null;
    const onPart = (part: StudyPart, step: number, of: number) => tell({ modelId: card.id, part, step, of });
    results.push(await explainClip({ plan, card, clip: ofModel, linked }, { lab, signal, onPart }));
  }
  return { problem: null, results };
}

/** How a link names the clip; null for a file that is not to be packed. */
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
