/**
 * Writes searches into the history as they go: a note while one is under way, an entry when it has found something, and
 * what is measured of its mask later.
 * It only watches the store, so that no action needs to know of it.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import { isResultOf, type SavedResult } from "../saved/searches/entry.ts";
import { keyOfFiles } from "../saved/searches/originals.ts";
import type { LabDeps } from "./context.ts";
import { entryOf, linkText, pendingOf } from "./kept-search.ts";
import type { ClipOnPage, Finding, LabState, Lane } from "./lab-state.ts";
import type { LabStore } from "./lab-store.ts";
import type { FaithfulnessReady } from "./faithfulness-state.ts";

/** What writing needs beside the store. */
export interface RecordOptions extends Pick<LabDeps, "history" | "life" | "now"> {
  /** A name that nothing else has. */
  readonly newId: () => string;
  /** A small picture of frame t as a `data:` address; null where none can be made. */
  readonly thumbnail: (frames: FrameStack, t: number) => string | null;
}

/** One press of Find mask, whatever the number of models. */
interface Press {
  readonly id: string;
  readonly startedAt: string;
  readonly onPage: ClipOnPage;
  /** When the note was last written, milliseconds since 1970; null before the first. */
  notedAt: number | null;
  readonly found: Set<Finding>;
  /** Something was found, but there is no link to it yet: the clip is still being packed. */
  unsaved: boolean;
}

/** A note is written this often, so a crash loses no more of what it says. */
const NOTE_EVERY_MS = 1000;

const NOT_PACKED =
  "History: the clip could not be packed into a link, so it cannot be opened again from there.";

/** Writes from now on. What cannot be written is told once; the page goes on without history. */
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
      // What was found before is not of this press, wherever it turns up again.
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

/** Returns the findings on the page whose masks were measured on it. */
function measuredHere({ lanes, measured }: LabState) {
  return lanes.flatMap((lane) => {
    const { finding } = lane;
    const known = finding === null ? undefined : measured.get(finding.mask);
    return finding === null || known === undefined || known.saved ? [] : [{ lane, finding, known }];
  });
}

/** Writes one thing after the other, so that a note never comes after its own removal. */
function writer(store: LabStore, { history, life, now, thumbnail }: RecordOptions) {
  let queue = Promise.resolve();
  let told = false;
  const tell = (error: unknown) => {
    if (told) return;
    told = true;
    const text = `${asLabError(error, "storage").message} Searches made now may not be kept; everything else works.`;
    store.getState().actions.report(new LabError("storage", text, { cause: error }));
  };
  const later = (work: () => Promise<unknown>) => {
    queue = queue.then(work).then(() => undefined, tell);
  };
  const time = () => new Date(now()).toISOString();
  const keepFiles = ({ input }: ClipOnPage) => {
    if (input.kind !== "files") return;
    const original = { key: keyOfFiles(input.files), files: input.files, usedAt: time() };
    later(() => history.keepOriginal(original));
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
      keepFiles(press.onPage);
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
      later(() => history.keepPending({ ...search, pageId: life.id, startedAt, updatedAt: time(), link }));
      if (notedAt === null) keepFiles(onPage);
    },
    end({ unsaved, notedAt }: Press) {
      if (unsaved) tell(new LabError("storage", NOT_PACKED));
      if (notedAt !== null) later(() => history.dropPending(life.id));
    },
  };
}
