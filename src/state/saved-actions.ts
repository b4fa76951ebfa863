/** Measuring and clearing what this browser saves for the page, and updating the page to a newer version. */
import { asLabError } from "../base/errors.ts";
import { attempt, type LabContext } from "./context.ts";
import type { SavedSizes } from "./saved-state.ts";
import type { ModelEntry } from "./model-entry.ts";

/** The page's own files in this browser; `app` provides them. */
export interface SavedPage {
  /** Measures the page's own files; 0 for parts that are not saved. */
  sizes(): Promise<Omit<SavedSizes, "history" | "originals" | "ownModels" | "study">>;
  /** Deletes the bundled models' files. They are downloaded and saved again when they are next needed. */
  clearModels(): Promise<void>;
  /** Deletes the page's files and its remembered choices, but not the databases. The open page works on. */
  clearAll(): Promise<void>;
  /** Reloads the page in its newer version. The permalink stays in the address. */
  update(): void;
}

/** The actions on what this browser saves for the page. */
export function savedActions(context: LabContext) {
  const { get, set, deps, jobs } = context;
  const measure = async () => {
    try {
      // A browser that refuses a database may still save the page's files.
      const none = { entries: 0, originals: 0 };
      const [sizes, history, models, study] = await Promise.all([
        deps.savedPage.sizes(),
        deps.history.size().catch(() => none),
        deps.library.list().catch(() => []),
        deps.studies.size().catch(() => 0),
      ]);
      const ownModels = models.reduce((sum, { bytes }) => sum + bytes, 0);
      const all = { ...sizes, ownModels, study, history: history.entries, originals: history.originals };
      set({ savedSizes: { kind: "ready", sizes: all } });
    } catch (error) {
      set({ savedSizes: { kind: "failed", reason: asLabError(error, "storage").message } });
    }
  };
  const clear = async (work: () => Promise<void>) => {
    await attempt(context, "storage", work);
    await measure();
  };
  return {
    measure,
    clearModels: () => clear(() => deps.savedPage.clearModels()),

    /** Deletes everything saved: history, bundled and imported models, clips, study and page. What is shown stays. */
    clearAll: () =>
      clear(async () => {
        await deps.savedPage.clearAll();
        set({ removed: null, cutOff: [] });
        await deps.history.clear();
        set({ history: { kind: "ready", items: [], damaged: 0, readAt: deps.now() } });
        await deps.library.clear();
        jobs.stop("study");
        await deps.studies.clear();
        set({ study: { ...get().study, open: null } });
        set({ models: get().models.map(unsaved) });
      }),

    /** Offers a newer version of the page, which has been downloaded. */
    offerUpdate: () => set({ updateReady: true }),
    update: () => deps.savedPage.update(),
  };
}

/** Returns the entry of a model that is no longer saved; if it is loaded, it works until the page is closed. */
function unsaved(model: ModelEntry): ModelEntry {
  return model.source.kind === "imported" ? { ...model, source: { ...model.source, saved: false } } : model;
}
