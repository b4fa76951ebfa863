/**
 * What the page may ask of its workers, as types. Plain, structured-cloneable data only.
 * One row a command ties question, progress and answer together, so that neither end needs a cast.
 */
import type { LabErrorCode } from "../base/errors.ts";
import type { Clip, FrameStack } from "../clip/clip.ts";
import type { SourceStrip } from "../clip/source-strip.ts";
import type { BackendName, BackendReport, BackendWish } from "../device/backend-report.ts";
import type { FigureFacts, FigureFile, FigureFormat } from "../export/figure-facts.ts";
import type { OperatorName } from "../math/operator.ts";
import type { SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { Faithfulness, FaithfulnessPart } from "../faithfulness/faithfulness.ts";
import type { WindowScores } from "../math/windows.ts";
import type { ModelCard } from "../models/card.ts";
import type { ImportAnswers, Inspection } from "../recognise/inspection.ts";
import type { MaskResult, Scores, SpatiotemporalResult, SpatiotemporalWish } from "../result/mask-result.ts";
import type { CamMap } from "../saliency/cam-map.ts";
import type { PresetName } from "../math/search-settings.ts";

export type { BackendName, BackendReport, BackendWish, CamMap, SourceStrip };

/**
 * A table of commands: name -> question, progress and answer.
 * Tables are type aliases, not interfaces that extend this: those would take any string for a command's name.
 */
export type CommandTable = Record<string, { ask: unknown; step: unknown; answer: unknown }>;

/** How far a search has come, whatever the mask's shape. */
export interface StepProgress {
  /** Steps done, 1-based, of at most `of`; for an exact search, masks scored. */
  readonly step: number;
  readonly of: number;
  /** loss = l1 + tv + classScore, each already weighted. */
  readonly loss: number;
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
  /** An exact search's proof so far: no mask has a loss below this. Absent for other searches. */
  readonly lowerBound?: number;
  /** Estimate of what is left, seconds. */
  readonly secondsLeft: number;
}

/** One step of a search, as it is streamed. */
export interface SearchProgress extends StepProgress {
  /** [T] in [0, 1]. */
  readonly mask: readonly number[];
}

/** One step of a spatiotemporal search; `l1` is the area's term, whichever form it has. */
export interface SpatiotemporalProgress extends StepProgress {
  readonly mask: SpatiotemporalMask;
}

/** How far the measuring of a mask's faithfulness has come: `done` of `of` pieces of one part. */
export interface FaithfulnessProgress {
  readonly part: FaithfulnessPart;
  readonly done: number;
  readonly of: number;
}

/** What a question about one class of one clip says. */
export interface ClipAsk {
  readonly modelId: string;
  readonly frames: FrameStack;
  readonly target: number;
}

/** What a mask perturbs with; freeze where nothing is said. */
export interface OperatorWish {
  readonly operator?: OperatorName;
}

/** Bytes of a download so far. `total` is 0 where the server does not say. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}

/** A model that came from files, and the same model as the files of a folder: what is kept of it. */
export interface ImportedModel {
  /** Its id is a hash of weights and settings, whatever a card among the files said. */
  readonly card: ModelCard;
  readonly files: readonly File[];
}

/** Commands of the worker that holds TF.js. `frames` always has the model's T; any height and width. */
export type LabCommands = {
  /**
   * Chooses the backend: the wish first, then WebGPU -> WASM -> CPU. First command; asked again, it answers with the
   * backend that runs by then: another one after a graphics device was lost.
   */
  start: { ask: BackendWish; step: never; answer: BackendReport };
  /** Loads `baseUrl`/card.json and its weights; afterwards the model is known by its card's id. */
  loadModel: { ask: { baseUrl: string }; step: LoadProgress; answer: ModelCard };
  /** Looks at the names and shapes in a checkpoint. It waits for no search: no device is needed. */
  inspectModel: { ask: { files: File[] }; step: never; answer: Inspection };
  /**
   * Loads a model from files that the user chose: a folder's (card.json, model.json and shards), or a checkpoint's with
   * the answers to what it does not say.
   */
  importModel: {
    ask: { files: File[]; answers: ImportAnswers | null };
    step: LoadProgress;
    answer: ImportedModel;
  };
  /** [classes] softmax probabilities. */
  classify: { ask: { modelId: string; frames: FrameStack }; step: never; answer: Float32Array };
  searchMask: {
    ask: ClipAsk & OperatorWish & { preset: PresetName };
    step: SearchProgress;
    answer: MaskResult;
  };
  /** OS, FS, RS for a given mask, and the score under its operator where that is another one. */
  scoreMask: {
    ask: ClipAsk & OperatorWish & { mask: readonly number[] };
    step: never;
    answer: Scores;
  };
  searchSpatiotemporal: {
    ask: ClipAsk & SpatiotemporalWish;
    step: SpatiotemporalProgress;
    answer: SpatiotemporalResult;
  };
  /** OS, FS, RS for a given spatiotemporal mask. */
  scoreSpatiotemporal: { ask: ClipAsk & { mask: SpatiotemporalMask }; step: never; answer: Scores };
  /** The score under every contiguous window. */
  scoreWindows: {
    ask: ClipAsk & OperatorWish;
    step: { done: number; of: number };
    answer: WindowScores;
  };
  /** The mask's faithfulness; searches that are run again use `preset`. */
  measureFaithfulness: {
    ask: ClipAsk & OperatorWish & { mask: readonly number[]; preset: PresetName; seed: number };
    step: FaithfulnessProgress;
    answer: Faithfulness;
  };
  /** Grad-CAM of the target's softmax score. */
  gradCam: { ask: ClipAsk; step: never; answer: CamMap };
};

/** Frames packed as a small video, to travel inside a permalink. */
export interface PackedClip {
  readonly bytes: Uint8Array;
  /** Container and codec, "webm/av1" say. */
  readonly format: string;
}

/** Commands of the worker that decodes and encodes; it never sees TF.js. */
export type ClipCommands = {
  /** One video or GIF, or a set of image frames (ordered by name, numbers compared as numbers). */
  decode: {
    ask: {
      files: (File | Blob)[];
      source: Clip["source"];
      name: string;
      T: number;
      /** Sampled range in seconds; the whole clip where absent. */
      range?: readonly [startS: number, endS: number];
    };
    step: { done: number; of: number };
    answer: Clip;
  };
  /** Small pictures at even times over the whole of what `decode` would read. */
  thumbnails: {
    ask: { files: (File | Blob)[]; name: string; count: number; height: number };
    step: never;
    answer: SourceStrip;
  };
  /** A clip of the generator's, with its label and event; `className` is one of `GENERATED_CLASSES`. */
  generate: {
    ask: { className: string; seed: number; name: string; T: number };
    step: never;
    answer: Clip;
  };
  /** Packs a clip's frames at about 160 px into a few kilobytes, evenly spaced over `durationS` (0.1 s each if absent). */
  pack: { ask: { frames: FrameStack; durationS?: number }; step: never; answer: PackedClip };
  /** Draws the figure of a result and encodes it; `width` in even pixels. */
  figure: {
    ask: { facts: FigureFacts; format: FigureFormat; width: number };
    step: { done: number; of: number };
    answer: FigureFile;
  };
};

/** Page -> worker, the question of a job. `N` narrows it to one command. */
export type RunMessage<C extends CommandTable, N extends keyof C & string = keyof C & string> = {
  [M in N]: { id: number; kind: "run"; name: M; ask: C[M]["ask"] };
}[N];

/** Page -> worker. */
export type ToWorker<C extends CommandTable> = RunMessage<C> | { id: number; kind: "cancel" };

/** Worker -> page. Exactly one `answer` or `error` ends a job. */
export type FromWorker<C extends CommandTable> = {
  [N in keyof C & string]:
    | { id: number; kind: "step"; name: N; step: C[N]["step"] }
    | { id: number; kind: "answer"; name: N; answer: C[N]["answer"] }
    | { id: number; kind: "error"; code: LabErrorCode; message: string; stack?: string | undefined };
}[keyof C & string];
