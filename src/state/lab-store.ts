/**
 * The one store of the page: `LabState`, and the actions that change it.
 * It talks to the workers through the clients it is given and touches neither DOM nor TF.js.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { PresetName } from "../search/settings.ts";
import { chooseRange, openClip, stopDecoding } from "./clip-actions.ts";
import { attempt, report, type LabContext, type LabDeps } from "./context.ts";
import { createJobs } from "./jobs.ts";
import {
  INITIAL_STATE,
  type ClipInput,
  type LabState,
  type PageName,
  type Perturbation,
} from "./lab-state.ts";
import { openLink } from "./link-actions.ts";
import { beginStroke, paintFrame, resetMask, toggleFrame, undoEdit } from "./mask-actions.ts";
import { importModel, takeModel } from "./model-actions.ts";
import { showPage } from "./page-actions.ts";
import { setLoop, setShows, setSpeed, showFrame, stepFrames, tick, togglePlaying } from "./player-actions.ts";
import { dismissProblem } from "./problem-actions.ts";
import { cancelSearch, chooseTarget, choosePreset, findMask } from "./search-actions.ts";

/** What the page can ask of the store. Actions that wait for a worker report their problems in `problems`. */
export interface LabActions {
  /** Loads the list of clips, then follows the link or, without one, opens the first clip with the first model. */
  readonly begin: (fragment: string) => Promise<void>;
  readonly showPage: (page: PageName) => void;
  readonly openLink: (fragment: string) => Promise<boolean>;
  readonly openClip: (input: ClipInput) => Promise<void>;
  /** Opens what the user chose or dropped: one video, or the frames of one clip. */
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  readonly chooseRange: (range: readonly [startS: number, endS: number]) => Promise<void>;
  readonly stopDecoding: () => void;
  readonly chooseModel: (id: string) => Promise<void>;
  readonly importModel: (files: readonly File[]) => Promise<void>;
  readonly chooseTarget: (target: number) => void;
  readonly choosePreset: (preset: PresetName) => void;
  readonly findMask: () => Promise<void>;
  readonly cancelSearch: () => void;
  readonly toggleFrame: (t: number) => void;
  readonly beginStroke: () => void;
  readonly paintFrame: (t: number, on: boolean) => void;
  readonly undoEdit: () => void;
  readonly resetMask: () => void;
  readonly showFrame: (t: number) => void;
  readonly stepFrames: (by: number) => void;
  readonly togglePlaying: () => void;
  readonly tick: () => void;
  readonly setSpeed: (speed: number) => void;
  readonly setLoop: (loop: boolean) => void;
  readonly setShows: (shows: Perturbation) => void;
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
    showPage: (page) => showPage(context, page),
    openLink: (fragment) => openLink(context, fragment),
    openClip: (input) => openClip(context, input),
    openFiles: (files) => openClip(context, { kind: "files", files, name: nameOf(files) }),
    chooseRange: (range) => chooseRange(context, range),
    stopDecoding: () => stopDecoding(context),
    chooseModel: (id) => takeModel(context, id),
    importModel: (files) => importModel(context, files),
    chooseTarget: (target) => chooseTarget(context, target),
    choosePreset: (preset) => choosePreset(context, preset),
    findMask: () => findMask(context),
    cancelSearch: () => cancelSearch(context),
    toggleFrame: (t) => toggleFrame(context, t),
    beginStroke: () => beginStroke(context),
    paintFrame: (t, on) => paintFrame(context, t, on),
    undoEdit: () => undoEdit(context),
    resetMask: () => resetMask(context),
    showFrame: (t) => showFrame(context, t),
    stepFrames: (by) => stepFrames(context, by),
    togglePlaying: () => togglePlaying(context),
    tick: () => tick(context),
    setSpeed: (speed) => setSpeed(context, speed),
    setLoop: (loop) => setLoop(context, loop),
    setShows: (shows) => setShows(context, shows),
    report: (error) => report(context, error, "value"),
    dismissProblem: (id) => dismissProblem(context, id),
  };
}

async function begin(context: LabContext, fragment: string): Promise<void> {
  const { set, get, deps } = context;
  const listed = await attempt(context, "value", async () => {
    set({ manifest: { kind: "ready", clips: await deps.loadManifest() } });
  });
  if (!listed) set({ manifest: { kind: "ready", clips: [] } });
  if (fragment.length > 1 && (await openLink(context, fragment))) return;
  const { manifest, models } = get();
  const first = manifest.kind === "ready" ? manifest.clips[0] : undefined;
  await Promise.all([
    first === undefined ? undefined : openClip(context, { kind: "bundled", clip: first }),
    takeModel(context, models[0]!.id),
  ]);
}

function nameOf(files: readonly File[]): string {
  return files.length === 1 ? files[0]!.name : `${files.length} frames`;
}
