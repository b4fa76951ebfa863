/** The list of finished searches: reading, reopening, deleting with a way back; and searches that were cut off. */
import { isResultOf, type SavedSearch, type PendingSearch } from "../saved/searches/entry.ts";
import { asLabError } from "../base/errors.ts";
import { attempt, type LabContext } from "./context.ts";
import type { ClipInput } from "./lab-state.ts";
import { openLink, type BesideLink } from "./link-actions.ts";
import { showPage } from "./page-actions.ts";
import { findMask } from "./search-actions.ts";

/** The actions on the history. Failures are reported in `problems`, or in `history` if this browser saves nothing. */
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

    /** Reads again what has been read before: another page has changed something. */
    refresh: async () => {
      if (get().history.kind === "ready") await read();
      if (get().cutOff.length === 0) return;
      const left = await deps.history.pending().catch(() => []);
      const ids = new Set(left.map(({ pageId }) => pageId));
      set({ cutOff: get().cutOff.filter(({ pageId }) => ids.has(pageId)) });
    },

    /** Puts a finished search on the page; false if that fails, and why is then in `problems`. */
    open: async (id: string) => {
      let opened = false;
      await attempt(context, "storage", async () => {
        const entry = await deps.history.get(id);
        // Another tab may have deleted it meanwhile.
        if (entry === null) return read();
        opened = await openKept(context, entry, besideLink(entry));
      });
      return opened;
    },

    remove: (ids: readonly string[]) =>
      thenRead(async () => set({ removed: await deps.history.remove(ids) })),

    /** Takes the last deletion back. */
    undoRemove: () =>
      thenRead(async () => {
        const { removed } = get();
        if (removed === null) return;
        await deps.history.restore(removed);
        set({ removed: null });
      }),

    removeDamaged: () => thenRead(() => deps.history.removeDamaged()),

    /** Looks for searches of pages that closed before they ended. */
    findCutOff: async () => {
      try {
        const searches = await deps.history.pending();
        const alive = await Promise.all(
          searches.map(({ pageId, updatedAt }) => deps.life.isAlive(pageId, updatedAt)),
        );
        set({ cutOff: searches.filter((_, index) => !alive[index]) });
      } catch {
        // Where nothing is kept there is nothing to offer; the history itself says why when it is opened.
        set({ cutOff: [] });
      }
    },

    /** Opens the question of a search that was cut off, and searches again. */
    searchAgain: async (search: PendingSearch) => {
      const opened = await openKept(context, search);
      await dismissCutOff(search);
      if (opened) await findMask(context);
    },

    dismissCutOff,
  };
}

/** Opens a kept link, with the clip's own files in place of the small copy inside the link where they are kept. */
async function openKept(
  context: LabContext,
  kept: Pick<SavedSearch, "link" | "original" | "clipName">,
  beside: BesideLink = {},
): Promise<boolean> {
  showPage(context, "lab");
  return openLink(context, kept.link, { ...beside, instead: await ownFiles(context, kept) });
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

/** Returns what an entry knows beside its link. */
function besideLink({ id, results }: SavedSearch): BesideLink {
  return {
    entryId: id,
    measured: (modelId, target) => results.find((result) => isResultOf(result, modelId, target))?.measured,
  };
}
