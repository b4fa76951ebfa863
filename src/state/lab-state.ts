/**
 * The state of the page as plain data: what the user chose, and what the workers answered.
 * `derived.ts` computes what follows from it; the `*-actions.ts` files change it.
 */
import type { LabErrorCode } from "../base/errors.ts";
import type { Clip } from "../clip/clip.ts";
import type { OperatorName } from "../math/operator.ts";
import type { Mask } from "../math/mask.ts";
import type { Proof } from "../math/mask-order.ts";
import { FREEZING, type Comparison, type MaskKind } from "../result/link-fields.ts";
import type { MaskResult, Scores, SoftScores, SpatiotemporalResult } from "../result/mask-result.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { BackendReport, CamMap, PackedClip, SearchProgress } from "../worker/protocol.ts";
import { NOTHING_READ, type SavedState } from "./saved-state.ts";
import type { ImportState } from "./import-state.ts";
import type { BundledClip } from "./manifest.ts";
import type { ModelEntry } from "./model-entry.ts";
import { NOTHING_STUDIED, type StudyState } from "./study-state.ts";
import type { FaithfulnessJob, MeasuredMasks } from "./faithfulness-state.ts";
import type { UndoStep } from "./undo-steps.ts";

/** A message for the user, shown until dismissed. */
export interface Problem {
  readonly id: number;
  readonly code: LabErrorCode;
  readonly message: string;
}

/** The worker's backend, chosen once per visit. */
export type BackendState =
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly report: BackendReport }
  | { readonly kind: "failed"; readonly message: string };

/** The bundled clips; the list is empty if the page has none. */
export type ManifestState =
  { readonly kind: "loading" } | { readonly kind: "ready"; readonly clips: readonly BundledClip[] };

/**
 * The loading of a model; the one in use stays until the new one has loaded. `loaded` and `total` are bytes; `total` is
 * 0 if unknown.
 */
export type ModelJob =
  | { readonly kind: "idle" }
  | {
      readonly kind: "loading";
      readonly id: string;
      readonly name: string;
      readonly loaded: number;
      readonly total: number;
    };

/** Part of a source, in seconds from its first picture; the end is exclusive. */
export type TimeRange = readonly [startS: number, endS: number];

/**
 * The source of a clip. It stays in the state so that the clip can be decoded again for a model with another T.
 * `range` is the part that is sampled; the whole source if absent.
 */
export type ClipInput =
  | { readonly kind: "bundled"; readonly clip: BundledClip; readonly range?: TimeRange }
  | {
      readonly kind: "files";
      readonly files: readonly File[];
      readonly name: string;
      readonly range?: TimeRange;
    }
  | { readonly kind: "address"; readonly url: string; readonly range?: TimeRange }
  /** Drawn by the generator. */
  | { readonly kind: "generated"; readonly className: string; readonly seed: number }
  /** Its frames travelled inside a link. */
  | { readonly kind: "inside"; readonly name: string; readonly packed: PackedClip };

/** The loading of a clip; the one on the page stays until the new one is decoded. */
export type ClipJob =
  | { readonly kind: "idle" }
  /** Bytes downloaded from another site so far. `total` is 0 if its server does not say. */
  | { readonly kind: "fetching"; readonly name: string; readonly loaded: number; readonly total: number }
  | { readonly kind: "decoding"; readonly name: string; readonly done: number; readonly of: number };

/** Progress of packing an uploaded clip into the permalink. */
export type PackState =
  | { readonly kind: "not-needed" }
  | { readonly kind: "packing" }
  | { readonly kind: "ready"; readonly packed: PackedClip }
  | { readonly kind: "failed" };

/** The clip on the page. */
export interface ClipOnPage {
  readonly clip: Clip;
  readonly input: ClipInput;
  /** The files it was decoded from, so that another part or T needs no second download; empty for a generated clip. */
  readonly files: readonly Blob[];
  readonly pack: PackState;
}

/** The model's predictions on the unperturbed clip. */
export type Predictions =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  /** [classes] softmax probabilities. */
  | { readonly kind: "ready"; readonly probabilities: Float32Array };

/** The mask of one search step and the terms of its loss: loss = l1 + tv + classScore. */
export interface SearchMoment {
  /** Steps taken, 1-based; for an exact search, masks scored. */
  readonly step: number;
  /** An exact search's proof so far: no mask has a loss below this. Absent for other searches. */
  readonly lowerBound?: number;
  readonly loss: number;
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
  readonly mask: Mask;
}

/** The latest step of a running search. */
export interface SearchLatest extends SearchMoment, Pick<SearchProgress, "of" | "secondsLeft"> {}

/** The running search, if any. */
export type SearchState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "searching";
      /** Null until the first step is done. */
      readonly latest: SearchLatest | null;
      readonly history: readonly SearchMoment[];
    };

/** A mask that a search has learnt, on this page or where a link was made. Editing the mask does not change it. */
export interface Finding {
  readonly mask: Mask;
  readonly scores: Scores | null;
  /** What an exact search proved of the mask; null for any other mask. */
  readonly proof: Proof | null;
  readonly from:
    | {
        readonly kind: "search";
        readonly result: MaskResult | SpatiotemporalResult;
        readonly maskKind: MaskKind;
        readonly history: readonly SearchMoment[];
      }
    | {
        readonly kind: "link";
        /** Id of the history entry that holds the link; null for links from elsewhere. */
        readonly entryId: string | null;
      };
}

/** Scores of the mask on the page. While new ones are computed, the page shows `last`, dimmed. */
export type Scoring =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly last: Scores | null }
  | { readonly kind: "ready"; readonly scores: Scores };

/**
 * Result of recomputing a link's scores on this page. `difference` is the largest absolute difference. The link's own
 * scores stay on the page, so that everyone who opens it sees the same numbers; `ours` stand beside them. A link from
 * before version 6 recorded soft scores only: the page then shows ours, and checks its soft ones against the link's.
 */
export type LinkCheck =
  | { readonly kind: "none" }
  /** The model is not on this page, so the link's scores are shown without a check. */
  | { readonly kind: "unchecked"; readonly scores: Scores | SoftScores }
  | { readonly kind: "checking"; readonly scores: Scores | SoftScores }
  | { readonly kind: "agrees"; readonly difference: number }
  | {
      readonly kind: "differs";
      readonly difference: number;
      readonly scores: Scores | SoftScores;
      readonly ours: Scores;
    };

/** The pages of the site: the lab itself, the paper's results, the method, studies of many clips. */
export type PageName = "lab" | "paper" | "method" | "study";

/** Grad-CAM of the target, computed when first wanted. */
export type CamState =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  | { readonly kind: "ready"; readonly map: CamMap }
  | { readonly kind: "failed"; readonly message: string };

/** Identifies a lane for as long as it is on the page. */
export type LaneId = number;

/** Id of the main lane, which always exists and comes first. */
export const MAIN: LaneId = 0;

/**
 * One column of the page: a model, a class and a way of explaining (kind of mask and preset), and what was computed
 * from them. `dependencies.ts` says what is computed from what; only `change.ts` changes a lane.
 */
export interface Lane {
  readonly id: LaneId;
  /** What the lane compares with the main lane; it follows the main lane in everything else. Null for the main lane. */
  readonly compares: Comparison | null;
  /** Null until the first model is loaded. If a link names a model, its id, even while it is loading. */
  readonly modelId: string | null;
  readonly modelJob: ModelJob;
  /** Index of the class whose score is explained; null until one is known. */
  readonly target: number | null;
  /** Kind of mask to search for and show. */
  readonly maskKind: MaskKind;
  /** Settings of the next search. */
  readonly preset: PresetName;
  readonly predictions: Predictions;
  readonly search: SearchState;
  readonly finding: Finding | null;
  /** The mask on the page: learnt, edited by hand or from a link. */
  readonly mask: Mask | null;
  readonly scoring: Scoring;
  readonly linkCheck: LinkCheck;
  readonly cam: CamState;
  readonly faithfulness: FaithfulnessJob;
  /** Step (0-based) of the finished search whose mask is shown instead; null to show `mask`. */
  readonly lookedAt: number | null;
}

/** All lanes, the main one first. */
export type Lanes = readonly [Lane, ...Lane[]];

/** View in the Masked player: the clip perturbed with the mask, or its difference from the original. */
export type MaskedView = OperatorName | "difference";

/** Settings of the stage, which shows the clip. */
export interface StageViews {
  readonly masked: MaskedView;
  /** Whether Grad-CAM is shown. */
  readonly cam: boolean;
  /** Opacity of the Grad-CAM colours over the frame, 0..1. */
  readonly camOpacity: number;
  /** What the top of the colour scale stands for: the largest value of the frame or of the whole clip. */
  readonly camScale: "frame" | "clip";
  readonly layout: "side" | "stacked";
}

/** The frame clock that all players share. */
export interface PlayerState {
  /** 0-based, below T. */
  readonly frame: number;
  readonly playing: boolean;
  /** Multiple of real time, one of `SPEEDS`. */
  readonly speed: number;
  readonly loop: boolean;
}

/** The whole state: one object whose parts are replaced, never changed in place. */
export interface LabState extends SavedState {
  readonly page: PageName;
  /** The part of the page to scroll to, a new object for each request; null for the top. */
  readonly pagePart: { readonly id: string } | null;
  readonly backend: BackendState;
  readonly manifest: ManifestState;
  /** Bundled models first. A first visit loads the first of them. */
  readonly models: readonly ModelEntry[];
  readonly importing: ImportState;
  readonly clipJob: ClipJob;
  readonly onPage: ClipOnPage | null;
  readonly lanes: Lanes;
  /** Seed of the random draws that faithfulness is measured with; part of links. */
  readonly seed: number;
  /** All findings of searches on the current clip, oldest first. */
  readonly findings: readonly Finding[];
  readonly measured: MeasuredMasks;
  /** Steps that can be undone, oldest first; the last one is undone first. */
  readonly past: readonly UndoStep[];
  /** Steps that can be redone; the last one is redone first. */
  readonly future: readonly UndoStep[];
  readonly player: PlayerState;
  readonly views: StageViews;
  readonly problems: readonly Problem[];
  readonly study: StudyState;
}

/** Number of frames to decode while no model is loaded; both bundled models take 16. */
export const DEFAULT_FRAMES = 16;

/** Playback speeds on offer, as multiples of real time. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 1.5, 2];

/** The main lane before anything has been chosen or computed. */
export const EMPTY_LANE: Lane = {
  id: MAIN,
  compares: null,
  modelId: null,
  modelJob: { kind: "idle" },
  target: null,
  maskKind: FREEZING,
  preset: "default",
  predictions: { kind: "none" },
  search: { kind: "idle" },
  finding: null,
  mask: null,
  scoring: { kind: "none" },
  linkCheck: { kind: "none" },
  cam: { kind: "none" },
  faithfulness: { kind: "none" },
  lookedAt: null,
};

/** The page before anything has been loaded. */
export const INITIAL_STATE: LabState = {
  page: "lab",
  pagePart: null,
  backend: { kind: "starting" },
  manifest: { kind: "loading" },
  models: [],
  importing: { kind: "none" },
  clipJob: { kind: "idle" },
  onPage: null,
  lanes: [EMPTY_LANE],
  seed: 0,
  findings: [],
  measured: new Map(),
  past: [],
  future: [],
  player: { frame: 0, playing: false, speed: 1, loop: true },
  views: { masked: "freeze", cam: false, camOpacity: 0.6, camScale: "clip", layout: "side" },
  problems: [],
  study: NOTHING_STUDIED,
  ...NOTHING_READ,
};
