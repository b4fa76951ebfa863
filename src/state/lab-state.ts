/**
 * What the page knows: what the user chose and what came back, as plain data.
 * Anything that follows from it is computed in `derived.ts`; what changes it lives in the `*-actions.ts` files.
 */
import type { LabErrorCode } from "../base/errors.ts";
import type { Clip } from "../clip/clip.ts";
import type { OperatorName } from "../math/operator.ts";
import type { Mask } from "../math/mask.ts";
import { FREEZING, type Comparison, type MaskKind } from "../result/link-fields.ts";
import type { MaskResult, Scores, SpatiotemporalResult } from "../result/mask-result.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { BackendReport, CamMap, PackedClip, SearchProgress } from "../worker/protocol.ts";
import { NOTHING_KEPT, type KeptState } from "./history-state.ts";
import type { ImportState } from "./import-state.ts";
import type { BundledClip } from "./manifest.ts";
import type { ModelEntry } from "./model-entry.ts";
import { NOTHING_STUDIED, type StudyState } from "./study-state.ts";
import type { FaithfulnessJob, MeasuredMasks } from "./faithfulness-state.ts";
import type { UndoStep } from "./undo-steps.ts";

/** Something to tell the user, shown until dismissed. */
export interface Problem {
  readonly id: number;
  readonly code: LabErrorCode;
  readonly message: string;
}

/** The worker's backend, which is chosen once a visit. */
export type BackendState =
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly report: BackendReport }
  | { readonly kind: "failed"; readonly message: string };

/** The bundled clips; an empty list where the page has none. */
export type ManifestState =
  { readonly kind: "loading" } | { readonly kind: "ready"; readonly clips: readonly BundledClip[] };

/** A model on its way in; the one in use stays until it has arrived. `total` is 0 where unknown. */
export type ModelJob =
  | { readonly kind: "idle" }
  | {
      readonly kind: "loading";
      readonly id: string;
      readonly name: string;
      readonly loaded: number;
      readonly total: number;
    };

/** A part of a source, seconds from its first picture, end exclusive. */
export type TimeRange = readonly [startS: number, endS: number];

/**
 * What a clip is decoded from; kept, so that it can be decoded again for a model with another T.
 * `range` is the part that is sampled, the whole source where absent.
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
  | { readonly kind: "inside"; readonly name: string; readonly packed: PackedClip };

/** A clip on its way in; the one on the page stays until it has arrived. */
export type ClipJob =
  | { readonly kind: "idle" }
  /** Bytes of a foreign address so far. `total` is 0 where its server does not say. */
  | { readonly kind: "fetching"; readonly name: string; readonly loaded: number; readonly total: number }
  | { readonly kind: "decoding"; readonly name: string; readonly done: number; readonly of: number };

/** How far an uploaded clip is on its way into the permalink. */
export type PackState =
  | { readonly kind: "not-needed" }
  | { readonly kind: "packing" }
  | { readonly kind: "ready"; readonly packed: PackedClip }
  | { readonly kind: "failed" };

/** The clip on the page. */
export interface ClipOnPage {
  readonly clip: Clip;
  readonly input: ClipInput;
  /** What it was decoded from, kept so that another part or T needs no second download; none where generated. */
  readonly files: readonly Blob[];
  readonly pack: PackState;
}

/** What the model makes of the clip as it is. */
export type Predictions =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  /** [classes] softmax probabilities. */
  | { readonly kind: "ready"; readonly probabilities: Float32Array };

/** What one step of a search leaves behind: its loss in terms (loss = l1 + tv + classScore), and its mask. */
export interface SearchMoment {
  readonly loss: number;
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
  readonly mask: Mask;
}

/** The latest step of a search under way. */
export interface SearchLatest extends SearchMoment, Pick<SearchProgress, "step" | "of" | "secondsLeft"> {}

/** The search under way, if any. */
export type SearchState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "searching";
      /** Null until the first step is done. */
      readonly latest: SearchLatest | null;
      readonly history: readonly SearchMoment[];
    };

/** A mask that a search has learnt, here or where a link was made. Edits leave it alone. */
export interface Finding {
  readonly mask: Mask;
  readonly scores: Scores | null;
  readonly from:
    | {
        readonly kind: "search";
        readonly result: MaskResult | SpatiotemporalResult;
        readonly maskKind: MaskKind;
        readonly history: readonly SearchMoment[];
      }
    | {
        readonly kind: "link";
        /** The history's entry that holds the link; null where it came from elsewhere. */
        readonly entryId: string | null;
      };
}

/** Scores of the mask on the page. `working` keeps the last ones to show, dimmed, meanwhile. */
export type Scoring =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly last: Scores | null }
  | { readonly kind: "ready"; readonly scores: Scores };

/**
 * Whether scores that came in a link could be reproduced here. `difference` is the largest of them, absolute.
 * What the link says stays on the page, so that everyone who opens it sees the same; `ours` is told beside it.
 */
export type LinkCheck =
  | { readonly kind: "none" }
  /** The model is not here, so they are shown as the link has them. */
  | { readonly kind: "unchecked"; readonly scores: Scores }
  | { readonly kind: "checking"; readonly scores: Scores }
  | { readonly kind: "agrees"; readonly difference: number }
  | { readonly kind: "differs"; readonly difference: number; readonly ours: Scores };

/** The pages of the site: the lab itself, the paper's results, the method, studies of many clips. */
export type PageName = "lab" | "paper" | "method" | "study";

/** Grad-CAM of the target; asked for when it is first wanted. */
export type CamState =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  | { readonly kind: "ready"; readonly map: CamMap }
  | { readonly kind: "failed"; readonly message: string };

/** Names a lane for as long as it is on the page. */
export type LaneId = number;

/** The main lane's id: it comes first and is always there. */
export const MAIN: LaneId = 0;

/**
 * One column of the page: a model, a class and a way of explaining (kind of mask and preset), and what was computed
 * from them. `dependencies.ts` says what is computed from what; only `change.ts` changes a lane.
 */
export interface Lane {
  readonly id: LaneId;
  /** What the lane compares with the main one, which it follows in everything else; null for the main lane itself. */
  readonly compares: Comparison | null;
  /** Null until the first model is loaded; the model that a link names, even while it is loading. */
  readonly modelId: string | null;
  readonly modelJob: ModelJob;
  /** Class index whose score is explained; null until one is known. */
  readonly target: number | null;
  /** Kind of mask that is searched for and shown. */
  readonly maskKind: MaskKind;
  /** Settings of the next search. */
  readonly preset: PresetName;
  readonly predictions: Predictions;
  readonly search: SearchState;
  readonly finding: Finding | null;
  /** The mask on the page: learnt, edited by hand or linked. */
  readonly mask: Mask | null;
  readonly scoring: Scoring;
  readonly linkCheck: LinkCheck;
  readonly cam: CamState;
  readonly faithfulness: FaithfulnessJob;
  /** Step of the finished search whose mask is looked at instead, 0-based; null for the mask on the page. */
  readonly lookedAt: number | null;
}

/** All lanes, the main one first. */
export type Lanes = readonly [Lane, ...Lane[]];

/** What the Masked player shows: the clip perturbed with the mask, or how far that is from the original. */
export type MaskedView = OperatorName | "difference";

/** How the stage shows the clip. */
export interface StageViews {
  readonly masked: MaskedView;
  /** Whether Grad-CAM is shown. */
  readonly cam: boolean;
  /** Of the Grad-CAM colours over the frame, 0..1. */
  readonly camOpacity: number;
  /** What the largest colour stands for: the largest value of the frame or of the whole clip. */
  readonly camScale: "frame" | "clip";
  readonly layout: "side" | "stacked";
}

/** One frame clock for all players. */
export interface PlayerState {
  /** 0-based, below T. */
  readonly frame: number;
  readonly playing: boolean;
  /** Times real time, one of `SPEEDS`. */
  readonly speed: number;
  readonly loop: boolean;
}

/** All of it; one object, replaced part by part and never changed in place. */
export interface LabState extends KeptState {
  readonly page: PageName;
  /** The part of the page to bring into view, a new object for each wish; null for its top. */
  readonly pagePart: { readonly id: string } | null;
  readonly backend: BackendState;
  readonly manifest: ManifestState;
  /** Bundled ones first, of which the first is loaded on a first visit. */
  readonly models: readonly ModelEntry[];
  readonly importing: ImportState;
  readonly clipJob: ClipJob;
  readonly onPage: ClipOnPage | null;
  readonly lanes: Lanes;
  /** Travels in links; faithfulness draws its random choices from it. */
  readonly seed: number;
  /** All that searches have found on the clip on the page, oldest first. */
  readonly findings: readonly Finding[];
  readonly measured: MeasuredMasks;
  /** Oldest first; the last one is undone first. */
  readonly past: readonly UndoStep[];
  /** The last one is redone first. */
  readonly future: readonly UndoStep[];
  readonly player: PlayerState;
  readonly views: StageViews;
  readonly problems: readonly Problem[];
  readonly study: StudyState;
}

/** Frames decoded while no model has said how many it takes; both bundled ones take 16. */
export const DEFAULT_FRAMES = 16;

/** Playback speeds on offer, times real time. */
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
  ...NOTHING_KEPT,
};
