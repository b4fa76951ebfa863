/** What this browser stores for the page: how much it is, and clearing it; and changing to a later version. */
import { asLabError } from "../base/errors.ts";
import { attempt, type LabContext } from "./context.ts";
import type { StoredSizes } from "./saved-state.ts";
import type { ModelEntry } from "./model-entry.ts";

/** The page's own files in this browser, as `app` keeps them. */
export interface StoredPage {
  /** Sizes of all but the history; 0 where nothing is stored. */
  sizes(): Promise<Omit<StoredSizes, "history" | "originals" | "ownModels" | "study">>;
  /** They are fetched again, and stored again, when they are next needed. */
  clearModels(): Promise<void>;
  /** The page's files and what it remembers, other than the history. The page itself goes on. */
  clearAll(): Promise<void>;
  /** Changes to the version that waits, by a reload. The permalink stays in the address. */
  update(): void;
}

/** The actions on what a store's page keeps in the browser. */
export function storedActions(context: LabContext) {
  const { get, set, deps, jobs } = context;
  const measure = async () => {
    try {
      // A browser that refuses a database may well store the page's files.
      const none = { entries: 0, originals: 0 };
      const [sizes, history, kept, study] = await Promise.all([
        deps.stored.sizes(),
        deps.history.size().catch(() => none),
        deps.library.list().catch(() => []),
        deps.studies.size().catch(() => 0),
      ]);
      const ownModels = kept.reduce((sum, { bytes }) => sum + bytes, 0);
      const all = { ...sizes, ownModels, study, history: history.entries, originals: history.originals };
      set({ stored: { kind: "ready", sizes: all } });
    } catch (error) {
      set({ stored: { kind: "failed", reason: asLabError(error, "storage").message } });
    }
  };
  const clear = async (work: () => Promise<void>) => {
    await attempt(context, "storage", work);
    await measure();
  };
  return {
    measure,
    clearModels: () => clear(() => deps.stored.clearModels()),

    /** Clears history, models, the user's own too, clips, the study and the page itself. What is on the page stays. */
    clearAll: () =>
      clear(async () => {
        await deps.stored.clearAll();
        set({ removed: null, cutOff: [] });
        await deps.history.clear();
        set({ history: { kind: "ready", items: [], damaged: 0, readAt: deps.now() } });
        await deps.library.clear();
        jobs.stop("study");
        await deps.studies.clear();
        set({ study: { ...get().study, open: null } });
        set({ models: get().models.map(notKept) });
      }),

    /** Offers a later version, which has been fetched. */
    offerUpdate: () => set({ updateReady: true }),
    update: () => deps.stored.update(),
  };
}

/** A model that this browser no longer keeps; one that is loaded serves until the page is closed. */
function notKept(model: ModelEntry): ModelEntry {
  return model.source.kind === "imported" ? { ...model, source: { ...model.source, saved: false } } : model;
}
