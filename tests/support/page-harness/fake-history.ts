/** A history in memory, with everything else that a store saves in the browser, for tests without one. */
import type { SavedSearch, PendingSearch } from "../../../src/saved/searches/entry.ts";
import type { SearchStore, Original } from "../../../src/saved/searches/search-store.ts";
import type { PageLife } from "../../../src/saved/searches/page-life.ts";
import { FREEZING } from "../../../src/result/link-fields.ts";
import type { SavedPage } from "../../../src/state/saved-actions.ts";
import { encodeV4 } from "../links-v4.ts";

const FAKE_MASK = [0, 0, 0.02, 0.31, 0.93, 0.98, 0.99, 0.97, 0.81, 0.2, 0.03, 0, 0, 0, 0, 0];
/** Link to a bundled clip, so that an entry can be opened in any test. */
const FAKE_LINK = encodeV4({
  modelId: "i3d",
  imported: null,
  grid: null,
  clip: { kind: "bundled", id: "up-1" },
  target: 0,
  preset: "default",
  maskKind: FREEZING,
  seed: 0,
  mask: FAKE_MASK,
  scores: { os: 0.944, fs: 0.031, rs: 0.384 },
  second: null,
});

/** Returns the n-th entry; each is an hour older than the previous one, starting at 11:00 on 1 March 2026. */
export function fakeEntry(n: number, part: Partial<SavedSearch> = {}): SavedSearch {
  const result = {
    modelId: "i3d",
    modelName: "I3D",
    className: n % 2 === 0 ? "Moving something up" : "Something turning clockwise",
    mask: FAKE_MASK,
    scores: { os: 0.944, fs: 0.031, rs: 0.384 },
    steps: 120,
    stopped: "settled",
    backend: "wasm",
  } as const;
  return {
    id: `entry-${n}`,
    savedAt: new Date(Date.UTC(2026, 2, 1, 11 - n)).toISOString(),
    clipName: n % 2 === 0 ? "Disc moving up" : `holiday-${n}.mp4`,
    thumbnail: null,
    preset: "default",
    results: [{ ...result, mask: [...FAKE_MASK] }],
    link: FAKE_LINK,
    original: null,
    ...part,
  };
}

/** A search that its page did not finish. */
export const FAKE_CUT_OFF: PendingSearch = {
  pageId: "gone",
  startedAt: "2026-03-01T11:58:00.000Z",
  updatedAt: "2026-03-01T11:59:00.000Z",
  clipName: "Disc moving up",
  modelNames: ["I3D"],
  className: "Moving something up",
  link: FAKE_LINK,
  original: null,
  step: 120,
  of: 300,
  mask: FAKE_MASK,
};

/** Initial state of the history. */
export interface FakeHistoryOptions {
  readonly entries?: readonly SavedSearch[];
  readonly pending?: readonly PendingSearch[];
  readonly damaged?: number;
  /** Error with which every method rejects. */
  readonly refusal?: Error;
}

/** Returns a store over maps; `notes` records the notes on running searches, in order. */
export function fakeHistory(options: FakeHistoryOptions = {}): SearchStore & { notes: string[] } {
  const entries = new Map((options.entries ?? []).map((entry) => [entry.id, entry]));
  const originals = new Map<string, Original>();
  const pending = new Map((options.pending ?? []).map((search) => [search.pageId, search]));
  const notes: string[] = [];
  let damaged = options.damaged ?? 0;
  const answer = <T>(work: () => T): Promise<T> =>
    options.refusal === undefined ? Promise.resolve().then(work) : Promise.reject(options.refusal);
  const item = (entry: SavedSearch) => ({
    ...entry,
    hasOriginal: entry.original !== null && originals.has(entry.original.key),
  });
  return {
    notes,
    list: () =>
      answer(() => {
        const items = [...entries.values()].map(item);
        return { items: items.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)), damaged };
      }),
    get: (id) =>
      answer(() => {
        const entry = entries.get(id);
        return entry === undefined ? null : item(entry);
      }),
    put: (entry) => answer(() => void entries.set(entry.id, entry)),
    update: (id, change) =>
      answer(() => {
        const entry = entries.get(id);
        if (entry !== undefined) entries.set(id, change(entry));
      }),
    saveOriginal: (original) => answer(() => void originals.set(original.key, original)),
    original: (key) => answer(() => originals.get(key)?.files ?? null),
    remove: (ids) =>
      answer(() => {
        const taken = ids.flatMap((id) => entries.get(id) ?? []);
        for (const id of ids) entries.delete(id);
        return { entries: taken, originals: [] };
      }),
    restore: (removed) =>
      answer(() => {
        for (const entry of removed.entries) entries.set(entry.id, entry);
      }),
    removeDamaged: () => answer(() => void (damaged = 0)),
    clear: () =>
      answer(() => {
        entries.clear();
        originals.clear();
        pending.clear();
      }),
    size: () => answer(() => ({ entries: 5200 * entries.size, originals: 0 })),
    savePending: (search) =>
      answer(() => {
        notes.push(`${search.pageId} at step ${search.step}`);
        pending.set(search.pageId, search);
      }),
    dropPending: (pageId) =>
      answer(() => {
        notes.push(`${pageId} ended`);
        pending.delete(pageId);
      }),
    pending: () => answer(() => [...pending.values()]),
    watch: () => () => undefined,
  };
}

/** Returns the pages' claims: this page is "here", and of the others those named are alive. */
export function fakeLife(...alive: string[]): PageLife {
  return { id: "here", isAlive: (pageId) => Promise.resolve(["here", ...alive].includes(pageId)) };
}

/** Returns a page whose files are cached, models until they are cleared. */
export function fakeSavedPage(part: Partial<SavedPage> = {}): SavedPage {
  let models = 2_099_038;
  return {
    sizes: () => Promise.resolve({ offline: true, page: 4_216_000, models, clips: 482_000, quota: 64e9 }),
    clearModels: () => Promise.resolve(void (models = 0)),
    clearAll: () => Promise.resolve(),
    update: () => undefined,
    ...part,
  };
}
