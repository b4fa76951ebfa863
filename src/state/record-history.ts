/**
 * Saves searches in the history: a note while a search runs, an entry when it finds something, and later the
 * faithfulness measured of its mask. It only watches the store, so no action depends on it.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import { isResultOf, type SavedResult } from "../saved/searches/entry.ts";
import { keyOfFiles } from "../saved/searches/originals.ts";
import type { LabDeps } from "./context.ts";
import { entryOf, linkText, pendingOf } from "./saved-search.ts";
import type { ClipOnPage, Finding, LabState, Lane } from "./lab-state.ts";
import type { LabStore } from "./lab-store.ts";
import type { FaithfulnessReady } from "./faithfulness-state.ts";

/** What recording needs besides the store. */
export interface RecordOptions extends Pick<LabDeps, "history" | "life" | "now"> {
  /** Returns an id that is not used anywhere else. */
  readonly newId: () => string;
  /** Returns a small picture of frame t as a `data:` address; null if none can be made. */
  readonly thumbnail: (frames: FrameStack, t: number) => string | null;
}

/** One press of Find mask, which may search in several lanes. */
interface Press {
  readonly id: string;
  readonly startedAt: string;
  readonly onPage: ClipOnPage;
  /** Time of the last note, in milliseconds since 1970; null before the first. */
  notedAt: number | null;
  readonly found: Set<Finding>;
  /** True if something was found but not saved yet, because the clip is still being packed for the link. */
  unsaved: boolean;
}

/** Interval between notes: a crash loses no more progress than that. */
const NOTE_EVERY_MS = 1000;

const NOT_PACKED = "History: the clip could not be packed into a link, so this search is not saved.";

/** Starts recording. The first error is reported; later ones are ignored, and the page works without a history. */
export function recordHistory(store: LabStore, options: RecordOptions): void {
  const write = writer(store, options);
  const known = new WeakSet<Finding>();
  const entryIds = new WeakMap<Finding, string>();
  const written = new WeakSet<FaithfulnessReady>();
  let press: Press | null = null;
  store.subscribe((state) => {
    const { lanes } = state;
    for (const { lane, finding, known } of measuredHere(state)) {
      if (written.has(known)) continue;
      written.add(known);
      const id = finding.from.kind === "link" ? finding.from.entryId : entryIds.get(finding);
      if (id != null) write.measured(id, lane, known);
    }
    const searching = lanes.some(({ search }) => search.kind === "searching");
    if (press === null && searching && state.onPage !== null) {
      press = beginPress(state.onPage, options);
      // Earlier findings do not belong to this press, even if a lane shows them again.
      for (const finding of state.findings) known.add(finding);
    }
    if (press === null) return;
    const fresh = lanes.flatMap(({ finding }) =>
      finding?.from.kind === "search" && !known.has(finding) ? [finding] : [],
    );
    for (const finding of fresh) {
      known.add(finding);
      press.found.add(finding);
      entryIds.set(finding, press.id);
    }
    const sameClip = state.onPage?.clip === press.onPage.clip;
    if (sameClip && (fresh.length > 0 || press.unsaved)) write.entry(state, press);
    if (searching) write.note(state, press);
    else if (!(press.unsaved && sameClip && state.onPage?.pack.kind === "packing")) {
      write.end(press);
      press = null;
    }
  });
}

function beginPress(onPage: ClipOnPage, { newId, now }: RecordOptions): Press {
  const startedAt = new Date(now()).toISOString();
  return { id: newId(), startedAt, onPage, notedAt: null, found: new Set(), unsaved: false };
}

/** Returns the findings on the page whose masks were measured on this page. */
function measuredHere({ lanes, measured }: LabState) {
  return lanes.flatMap((lane) => {
    const { finding } = lane;
    const known = finding === null ? undefined : measured.get(finding.mask);
    return finding === null || known === undefined || known.saved ? [] : [{ lane, finding, known }];
  });
}

/** Returns functions that write to the history one after the other, so that no note is written after its removal. */
function writer(store: LabStore, { history, life, now, thumbnail }: RecordOptions) {
  let queue = Promise.resolve();
  let reported = false;
  const reportOnce = (error: unknown) => {
    if (reported) return;
    reported = true;
    const text = `${asLabError(error, "storage").message} New searches may not be saved; everything else works.`;
    store.getState().actions.report(new LabError("storage", text, { cause: error }));
  };
  const later = (work: () => Promise<unknown>) => {
    queue = queue.then(work).then(() => undefined, reportOnce);
  };
  const time = () => new Date(now()).toISOString();
  const saveFiles = ({ input }: ClipOnPage) => {
    if (input.kind !== "files") return;
    const original = { key: keyOfFiles(input.files), files: input.files, usedAt: time() };
    later(() => history.saveOriginal(original));
  };

  return {
    entry(state: LabState, press: Press) {
      const link = linkText(state);
      press.unsaved = link === null;
      if (link === null) return;
      const { frames } = press.onPage.clip;
      const picture = thumbnail(frames, Math.floor(frames.T / 2));
      const entry = {
        ...entryOf(state, press.onPage, press.found),
        ...{ id: press.id, savedAt: time(), thumbnail: picture, link },
      };
      later(() => history.put(entry));
      saveFiles(press.onPage);
      later(() => store.getState().actions.history.refresh());
    },
    measured(id: string, { modelId, target }: Lane, { measured }: FaithfulnessReady) {
      const add = (result: SavedResult) =>
        isResultOf(result, modelId, target) ? { ...result, measured } : result;
      later(() => history.update(id, (entry) => ({ ...entry, results: entry.results.map(add) })));
      later(() => store.getState().actions.history.refresh());
    },
    note(state: LabState, press: Press) {
      const link = linkText(state);
      const search = pendingOf(state);
      const soon = press.notedAt !== null && now() - press.notedAt < NOTE_EVERY_MS;
      if (soon || link === null || search === null) return;
      const { startedAt, notedAt, onPage } = press;
      press.notedAt = now();
      later(() => history.savePending({ ...search, pageId: life.id, startedAt, updatedAt: time(), link }));
      if (notedAt === null) saveFiles(onPage);
    },
    end({ unsaved, notedAt }: Press) {
      if (unsaved) reportOnce(new LabError("storage", NOT_PACKED));
      if (notedAt !== null) later(() => history.dropPending(life.id));
    },
  };
}
