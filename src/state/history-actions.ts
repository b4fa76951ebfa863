/** The list of finished searches: reading, reopening, deleting with a way back; and searches that were cut off. */
import type { HistoryEntry, PendingSearch } from "../history/entry.ts";
import { asLabError } from "../base/errors.ts";
import { attempt, type LabContext } from "./context.ts";
import type { ClipInput } from "./lab-state.ts";
import { openLink, type BesideLink } from "./link-actions.ts";
import { showPage } from "./page-actions.ts";
import { findMask } from "./search-actions.ts";

/** What the page can ask of its history. What goes wrong is told in `problems`, or in `history` where nothing is kept. */
export interface HistoryActions {
  /** Reads the list anew. */
  readonly read: () => Promise<void>;
  /** Reads again what has been read before: another page has changed something. */
  readonly refresh: () => Promise<void>;
  /** Puts a finished search on the page; false when it cannot be, and why is then in `problems`. */
  readonly open: (id: string) => Promise<boolean>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** Takes the last deletion back. */
  readonly undoRemove: () => Promise<void>;
  readonly removeDamaged: () => Promise<void>;
  /** Looks for searches of pages that have gone before they ended. */
  readonly findCutOff: () => Promise<void>;
  /** Opens the question of a search that was cut off, and searches again. */
  readonly searchAgain: (search: PendingSearch) => Promise<void>;
  readonly dismissCutOff: (search: PendingSearch) => Promise<void>;
}

/** The actions on a store's history. */
export function historyActions(context: LabContext): HistoryActions {
  const { get, set, deps } = context;
  const read = async () => {
    try {
      const { items, damaged } = await deps.history.list();
      set({ history: { kind: "ready", items, damaged, readAt: deps.now() } });
    } catch (error) {
      set({ history: { kind: "unavailable", reason: asLabError(error, "storage").message } });
    }
  };
  const change = async (work: () => Promise<void>) => {
    await attempt(context, "storage", work);
    await read();
  };
  const dismissCutOff = async ({ pageId }: PendingSearch) => {
    set({ cutOff: get().cutOff.filter((other) => other.pageId !== pageId) });
    await attempt(context, "storage", () => deps.history.dropPending(pageId));
  };

  return {
    read,
    async refresh() {
      if (get().history.kind === "ready") await read();
      if (get().cutOff.length === 0) return;
      const left = await deps.history.pending().catch(() => []);
      const ids = new Set(left.map(({ pageId }) => pageId));
      set({ cutOff: get().cutOff.filter(({ pageId }) => ids.has(pageId)) });
    },
    async open(id) {
      let opened = false;
      await attempt(context, "storage", async () => {
        const entry = await deps.history.get(id);
        // Another tab may have deleted it meanwhile.
        if (entry === null) return read();
        opened = await openKept(context, entry, besideLink(entry));
      });
      return opened;
    },
    remove: (ids) => change(async () => set({ removed: await deps.history.remove(ids) })),
    undoRemove: () =>
      change(async () => {
        const { removed } = get();
        if (removed === null) return;
        await deps.history.restore(removed);
        set({ removed: null });
      }),
    removeDamaged: () => change(() => deps.history.removeDamaged()),
    async findCutOff() {
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
    async searchAgain(search) {
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
  kept: Pick<HistoryEntry, "link" | "original" | "clipName">,
  beside: BesideLink = {},
): Promise<boolean> {
  showPage(context, "lab");
  return openLink(context, kept.link, { ...beside, instead: await ownFiles(context, kept) });
}

async function ownFiles(
  { deps }: LabContext,
  { original, clipName }: Pick<HistoryEntry, "original" | "clipName">,
): Promise<ClipInput | undefined> {
  if (original === null) return undefined;
  const files = await deps.history.original(original.key).catch(() => null);
  if (files === null) return undefined;
  const { range } = original;
  return { kind: "files", files, name: clipName, ...(range === undefined ? {} : { range }) };
}

/** What an entry knows beside its link. */
function besideLink({ id, results }: HistoryEntry): BesideLink {
  return { entryId: id, measured: new Map(results.map(({ modelId, measured }) => [modelId, measured])) };
}
