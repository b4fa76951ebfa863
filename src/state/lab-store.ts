/**
 * The page's single store: `LabState`, and the actions that change it.
 * It reaches the workers through the clients it is given, and uses neither the DOM nor TF.js.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunOptions } from "../worker/client.ts";
import type { ClipCommands } from "../worker/protocol.ts";
import { camActions } from "./cam-actions.ts";
import { clipActions, openClip } from "./clip-actions.ts";
import { clipSourceActions } from "./clip-source-actions.ts";
import { attempt, type LabContext, type LabDeps } from "./context.ts";
import { faithfulnessActions } from "./faithfulness-actions.ts";
import { fileActions } from "./file-actions.ts";
import { historyActions } from "./history-actions.ts";
import { importActions, listSaved } from "./import-actions.ts";
import { createJobs } from "./jobs.ts";
import { INITIAL_STATE, type LabState } from "./lab-state.ts";
import { openLink } from "./link-actions.ts";
import { maskActions } from "./mask-actions.ts";
import { modelActions, takeFirst } from "./model-actions.ts";
import { pageActions } from "./page-actions.ts";
import { playerActions } from "./player-actions.ts";
import { searchActions } from "./search-actions.ts";
import { savedActions } from "./saved-actions.ts";
import { studyActions } from "./study-actions.ts";
import { undoActions } from "./undo-actions.ts";

type FigureCommand = ClipCommands["figure"];

/** Asks the clip worker to draw and encode a figure. */
export type MakeFigure = (
  ask: FigureCommand["ask"],
  options: RunOptions<FigureCommand["step"]>,
) => Promise<FigureCommand["answer"]>;

/** The store's actions. Those that wait for a worker report their errors in `problems`. */
export type LabActions = ReturnType<typeof actionsOf>;

/** State and actions together, as components select from them. */
export type Lab = LabState & { readonly actions: LabActions };

/** The store that `createLabStore` makes; free of React. */
export type LabStore = StoreApi<Lab>;

/** What a store needs to start. */
export interface LabOptions extends LabDeps {
  /** Whether clips start playing by themselves; false for people who prefer reduced motion. */
  readonly autoplay: boolean;
}

/** Creates a store with nothing loaded; its action `begin` loads the first clip and model. */
export function createLabStore(options: LabOptions): LabStore {
  return createStore<Lab>()((set, get) => ({
    ...INITIAL_STATE,
    player: { ...INITIAL_STATE.player, playing: options.autoplay },
    actions: actionsOf({ get, set: (part) => set(part), deps: options, jobs: createJobs() }),
  }));
}

function actionsOf(context: LabContext) {
  return {
    /** Loads the lists of clips and models, then opens the link or, without one, the first clip and the first model. */
    begin: (fragment: string) => begin(context, fragment),
    /** Opens a link. Resolves to false if it is empty or cannot be opened; `problems` then says why. */
    openLink: (fragment: string) => openLink(context, fragment),
    /** Draws and encodes a figure in the clip worker. Rejects if that fails. */
    makeFigure: ((ask, options) => context.deps.clips.run("figure", ask, options)) satisfies MakeFigure,
    ...pageActions(context),
    ...clipActions(context),
    ...clipSourceActions(context),
    ...fileActions(context),
    ...modelActions(context),
    ...searchActions(context),
    ...maskActions(context),
    ...camActions(context),
    ...faithfulnessActions(context),
    ...undoActions(context),
    ...playerActions(context),
    imports: importActions(context),
    history: historyActions(context),
    saved: savedActions(context),
    study: studyActions(context),
  };
}

async function begin(context: LabContext, fragment: string): Promise<void> {
  await loadLists(context);
  if (fragment.length > 1 && (await openLink(context, fragment))) return;
  const { manifest, onPage, clipJob } = context.get();
  const first = manifest.kind === "ready" ? manifest.clips[0] : undefined;
  // If the user already picked a clip while this loaded, keep their choice.
  const wantsClip = onPage === null && clipJob.kind === "idle";
  await Promise.all([
    wantsClip && first !== undefined ? openClip(context, { kind: "bundled", clip: first }) : undefined,
    takeFirst(context),
  ]);
}

/** Loads the lists of bundled clips and models and of models saved in this browser: a link may name any of them. */
async function loadLists(context: LabContext): Promise<void> {
  const { set, get, deps } = context;
  const saved = listSaved(context);
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
  await Promise.all([saved, models]);
}
