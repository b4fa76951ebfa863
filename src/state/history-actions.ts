/** The history: reading, opening, deleting and restoring finished searches; and offering those that were cut off. */
import { isResultOf, type SavedSearch, type PendingSearch } from "../saved/searches/entry.ts";
import { asLabError } from "../base/errors.ts";
import { attempt, type LabContext } from "./context.ts";
import type { ClipInput } from "./lab-state.ts";
import { openLink, type BesideLink } from "./link-actions.ts";
import { showPage } from "./page-actions.ts";
import { findMask } from "./search-actions.ts";

/** The actions on the history. Errors are reported in `problems`, or in `history` if it cannot be read. */
export function historyActions(context: LabContext) {
  const { get, set, deps } = context;
  const read = async () => {
    try {
      const { items, damaged } = await deps.history.list();
      set({ history: { kind: "ready", items, damaged, readAt: deps.now() } });
    } catch (error) {
      set({ history: { kind: "unavailable", reason: asLabError(error, "storage").message } });
    }
  };
  const thenRead = async (work: () => Promise<void>) => {
    await attempt(context, "storage", work);
    await read();
  };
  const dismissCutOff = async ({ pageId }: PendingSearch) => {
    set({ cutOff: get().cutOff.filter((other) => other.pageId !== pageId) });
    await attempt(context, "storage", () => deps.history.dropPending(pageId));
  };

  return {
    /** Reads the list again. */
    read,

    /** Reads again whatever was read before, because another page may have changed it. */
    refresh: async () => {
      if (get().history.kind === "ready") await read();
      if (get().cutOff.length === 0) return;
      const left = await deps.history.pending().catch(() => []);
      const ids = new Set(left.map(({ pageId }) => pageId));
      set({ cutOff: get().cutOff.filter(({ pageId }) => ids.has(pageId)) });
    },

    /** Opens a finished search. Resolves to false if that fails; `problems` then says why. */
    open: async (id: string) => {
      let opened = false;
      await attempt(context, "storage", async () => {
        const entry = await deps.history.get(id);
        // Another tab may have deleted it.
        if (entry === null) return read();
        opened = await openSaved(context, entry, besideLink(entry));
      });
      return opened;
    },

    remove: (ids: readonly string[]) =>
      thenRead(async () => set({ removed: await deps.history.remove(ids) })),

    /** Undoes the last deletion. */
    undoRemove: () =>
      thenRead(async () => {
        const { removed } = get();
        if (removed === null) return;
        await deps.history.restore(removed);
        set({ removed: null });
      }),

    removeDamaged: () => thenRead(() => deps.history.removeDamaged()),

    /** Looks for searches that were still running when their page closed. */
    findCutOff: async () => {
      try {
        const searches = await deps.history.pending();
        const alive = await Promise.all(
          searches.map(({ pageId, updatedAt }) => deps.life.isAlive(pageId, updatedAt)),
        );
        set({ cutOff: searches.filter((_, index) => !alive[index]) });
      } catch {
        // Ignore failures here; opening the history reports the same one.
        set({ cutOff: [] });
      }
    },

    /** Opens the clip and settings of a search that was cut off, and searches again. */
    searchAgain: async (search: PendingSearch) => {
      const opened = await openSaved(context, search);
      await dismissCutOff(search);
      if (opened) await findMask(context);
    },

    dismissCutOff,
  };
}

/** Opens a saved search's link. The clip comes from its own files, if they are saved, rather than from the link's copy. */
async function openSaved(
  context: LabContext,
  saved: Pick<SavedSearch, "link" | "original" | "clipName">,
  beside: BesideLink = {},
): Promise<boolean> {
  showPage(context, "lab");
  return openLink(context, saved.link, { ...beside, instead: await ownFiles(context, saved) });
}

async function ownFiles(
  { deps }: LabContext,
  { original, clipName }: Pick<SavedSearch, "original" | "clipName">,
): Promise<ClipInput | undefined> {
  if (original === null) return undefined;
  const files = await deps.history.original(original.key).catch(() => null);
  if (files === null) return undefined;
  const { range } = original;
  return { kind: "files", files, name: clipName, ...(range === undefined ? {} : { range }) };
}

/** Returns what an entry holds besides its link. */
function besideLink({ id, results }: SavedSearch): BesideLink {
  return {
    entryId: id,
    measured: (modelId, target) => results.find((result) => isResultOf(result, modelId, target))?.measured,
  };
}
