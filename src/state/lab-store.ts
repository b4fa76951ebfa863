/**
 * The one store of the page: `LabState`, and the actions that change it.
 * It talks to the workers through the clients it is given and touches neither DOM nor TF.js.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Clip } from "../clip/clip.ts";
import type { MaskKind } from "../result/link-fields.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { RunOptions } from "../worker/client.ts";
import type { ClipCommands, SourceStrip } from "../worker/protocol.ts";
import { needCam } from "./cam-actions.ts";
import { openClip, removeClip } from "./clip-actions.ts";
import {
  chooseRange,
  openAddress,
  sketchClip,
  stopDecoding,
  stripOfClip,
  type Opened,
  type Sketch,
} from "./clip-source-actions.ts";
import { attempt, report, type LabContext, type LabDeps } from "./context.ts";
import { historyActions, type HistoryActions } from "./history-actions.ts";
import { takeFiles } from "./file-actions.ts";
import { importActions, listKept, type ImportActions } from "./import-actions.ts";
import { createJobs } from "./jobs.ts";
import {
  INITIAL_STATE,
  type ClipInput,
  type ClipOnPage,
  type LabState,
  type LaneName,
  type PageName,
  type StageViews,
  type TimeRange,
} from "./lab-state.ts";
import { openLink } from "./link-actions.ts";
import { beginStroke, paintFrame, resetMask, toggleFrame } from "./mask-actions.ts";
import { compareWith, stopLoading, takeFirst, takeModel } from "./model-actions.ts";
import { showPage } from "./page-actions.ts";
import { setLoop, setSpeed, setViews, showFrame, stepFrames, tick, togglePlaying } from "./player-actions.ts";
import { dismissProblem } from "./problem-actions.ts";
import { seedShuffle } from "./seed-shuffle.ts";
import {
  cancelSearch,
  chooseMaskKind,
  choosePreset,
  chooseTarget,
  findMask,
  lookAtStep,
} from "./search-actions.ts";
import { storedActions, type StoredActions } from "./stored-actions.ts";
import { studyActions, type StudyActions } from "./study-actions.ts";
import { cancelTrust, measureTrust } from "./trust-actions.ts";
import { redo, undo } from "./undo-actions.ts";

type FigureCommand = ClipCommands["figure"];

/** How the page has a figure made. */
export type MakeFigure = (
  ask: FigureCommand["ask"],
  options: RunOptions<FigureCommand["step"]>,
) => Promise<FigureCommand["answer"]>;

/** What the page can ask of the store. Actions that wait for a worker report their problems in `problems`. */
export interface LabActions {
  /** Loads the list of clips, then follows the link or, without one, opens the first clip with the first model. */
  readonly begin: (fragment: string) => Promise<void>;
  readonly showPage: (page: PageName, part?: string) => void;
  readonly openLink: (fragment: string) => Promise<boolean>;
  readonly openClip: (input: ClipInput) => Promise<void>;
  /** Opens what the user chose or dropped: one video, the frames of one clip, or a result saved here. */
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Opens a clip by its `https:` address; what goes wrong is returned and not among `problems`. */
  readonly openAddress: (url: string) => Promise<Opened>;
  readonly chooseRange: (range: TimeRange) => Promise<void>;
  /** @throws {LabError} as the clip worker does. */
  readonly stripOfClip: (clip: ClipOnPage, count: number, signal: AbortSignal) => Promise<SourceStrip>;
  /** @throws {LabError} as the clip worker does. */
  readonly sketchClip: (sketch: Sketch, signal: AbortSignal) => Promise<Clip>;
  /** Another seed each time, of those that no bundled model was trained on. */
  readonly shuffleSeed: () => number;
  readonly stopDecoding: () => void;
  readonly removeClip: () => void;
  readonly chooseModel: (id: string) => Promise<void>;
  /** Imports a model from a folder's files, or looks into a checkpoint and asks what it does not say. */
  readonly importModel: (files: readonly File[]) => Promise<void>;
  readonly imports: ImportActions;
  readonly stopLoading: (lane: LaneName) => void;
  /** Sets a second model beside the main one; null takes it away. */
  readonly compareWith: (id: string | null) => Promise<void>;
  readonly chooseTarget: (target: number) => void;
  readonly choosePreset: (preset: PresetName) => void;
  readonly chooseMaskKind: (maskKind: MaskKind) => void;
  readonly findMask: () => Promise<void>;
  readonly cancelSearch: () => void;
  readonly lookAtStep: (step: number | null, lane?: LaneName) => void;
  readonly needCam: (lane?: LaneName) => Promise<void>;
  readonly measureTrust: (lane?: LaneName) => Promise<void>;
  readonly cancelTrust: (lane?: LaneName) => void;
  /** Draws and encodes a figure, away from the page; rejects with what went wrong. */
  readonly makeFigure: MakeFigure;
  readonly toggleFrame: (t: number, lane?: LaneName) => void;
  readonly beginStroke: () => void;
  readonly paintFrame: (t: number, on: boolean, lane?: LaneName) => void;
  readonly resetMask: (lane?: LaneName) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly showFrame: (t: number) => void;
  readonly stepFrames: (by: number) => void;
  readonly togglePlaying: () => void;
  readonly tick: () => void;
  readonly setSpeed: (speed: number) => void;
  readonly setLoop: (loop: boolean) => void;
  readonly setViews: (part: Partial<StageViews>) => void;
  readonly history: HistoryActions;
  readonly stored: StoredActions;
  readonly study: StudyActions;
  readonly report: (error: unknown) => void;
  readonly dismissProblem: (id: number) => void;
}

/** State and actions together, as components select from them. */
export type Lab = LabState & { readonly actions: LabActions };
/** Made by `createLabStore`; free of React. */
export type LabStore = StoreApi<Lab>;

/** How a store begins. */
export interface LabOptions extends LabDeps {
  /** Whether clips start playing by themselves; not for people who prefer reduced motion. */
  readonly autoplay: boolean;
}

/** A store with nothing loaded; `begin` sets it going. */
export function createLabStore(options: LabOptions): LabStore {
  return createStore<Lab>()((set, get) => ({
    ...INITIAL_STATE,
    player: { ...INITIAL_STATE.player, playing: options.autoplay },
    actions: actionsOf({ get, set: (part) => set(part), deps: options, jobs: createJobs() }),
  }));
}

function actionsOf(context: LabContext): LabActions {
  return {
    begin: (fragment) => begin(context, fragment),
    showPage: (page, part) => showPage(context, page, part),
    openLink: (fragment) => openLink(context, fragment),
    openClip: (input) => openClip(context, input),
    openFiles: (files) => takeFiles(context, files, "clip"),
    openAddress: (url) => openAddress(context, url),
    chooseRange: (range) => chooseRange(context, range),
    stripOfClip: (clip, count, signal) => stripOfClip(context, { clip, count, signal }),
    sketchClip: (sketch, signal) => sketchClip(context, sketch, signal),
    shuffleSeed: seedShuffle(context.deps.entropy),
    stopDecoding: () => stopDecoding(context),
    removeClip: () => removeClip(context),
    chooseModel: (id) => takeModel(context, id),
    importModel: (files) => takeFiles(context, files, "model"),
    imports: importActions(context),
    stopLoading: (lane) => stopLoading(context, lane),
    compareWith: (id) => compareWith(context, id),
    chooseTarget: (target) => chooseTarget(context, target),
    choosePreset: (preset) => choosePreset(context, preset),
    chooseMaskKind: (maskKind) => chooseMaskKind(context, maskKind),
    findMask: () => findMask(context),
    cancelSearch: () => cancelSearch(context),
    lookAtStep: (step, lane) => lookAtStep(context, step, lane),
    needCam: (lane) => needCam(context, lane),
    measureTrust: (lane) => measureTrust(context, lane),
    cancelTrust: (lane) => cancelTrust(context, lane),
    makeFigure: (ask, options) => context.deps.clips.run("figure", ask, options),
    toggleFrame: (t, lane) => toggleFrame(context, t, lane),
    beginStroke: () => beginStroke(context),
    paintFrame: (t, on, lane) => paintFrame(context, t, on, lane),
    resetMask: (lane) => resetMask(context, lane),
    undo: () => undo(context),
    redo: () => redo(context),
    showFrame: (t) => showFrame(context, t),
    stepFrames: (by) => stepFrames(context, by),
    togglePlaying: () => togglePlaying(context),
    tick: () => tick(context),
    setSpeed: (speed) => setSpeed(context, speed),
    setLoop: (loop) => setLoop(context, loop),
    setViews: (part) => setViews(context, part),
    history: historyActions(context),
    stored: storedActions(context),
    study: studyActions(context),
    report: (error) => report(context, error, "value"),
    dismissProblem: (id) => dismissProblem(context, id),
  };
}

async function begin(context: LabContext, fragment: string): Promise<void> {
  await loadLists(context);
  if (fragment.length > 1 && (await openLink(context, fragment))) return;
  const { manifest, onPage, clipJob } = context.get();
  const first = manifest.kind === "ready" ? manifest.clips[0] : undefined;
  // Who was quick has chosen meanwhile, and is not overruled.
  const wantsClip = onPage === null && clipJob.kind === "idle";
  await Promise.all([
    wantsClip && first !== undefined ? openClip(context, { kind: "bundled", clip: first }) : undefined,
    takeFirst(context),
  ]);
}

/** What comes with the page, and what this browser keeps: a link may name any of it. */
async function loadLists(context: LabContext): Promise<void> {
  const { set, get, deps } = context;
  const kept = listKept(context);
  const models = attempt(context, "weights", async () => {
    const list = await deps.loadModelList();
    const bundled = list.map(({ id, name }) => ({
      id,
      name,
      card: null,
      source: { kind: "bundled" } as const,
    }));
    set({ models: [...bundled, ...get().models] });
  });
  const listed = await attempt(context, "value", async () => {
    set({ manifest: { kind: "ready", clips: await deps.loadManifest() } });
  });
  if (!listed) set({ manifest: { kind: "ready", clips: [] } });
  await Promise.all([kept, models]);
}
