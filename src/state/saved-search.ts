/** Builds history entries of searches from the page's state. Pure. */
import type { SavedSearch, SavedResult, OriginalRef, PendingSearch } from "../saved/searches/entry.ts";
import { keyOfFiles } from "../saved/searches/originals.ts";
import { frameValues } from "../math/mask.ts";
import { encodeLink } from "../result/permalink.ts";
import type { ClipOnPage, Finding, LabState } from "./lab-state.ts";
import { mainLane } from "./lanes.ts";
import { linkOf } from "./link-actions.ts";

/** Returns the permalink of the page, including `#`; null if there is none. */
export function linkText(state: LabState): string | null {
  const link = linkOf(state);
  return link === null ? null : encodeLink(link);
}

/** Returns a reference to the user's own files that the clip was decoded from; null if it was not. */
export function originalOf({ input }: ClipOnPage): OriginalRef | null {
  if (input.kind !== "files") return null;
  const { files, range } = input;
  return { key: keyOfFiles(files), ...(range === undefined ? {} : { range: [...range] }) };
}

/** Returns findings as the results of an entry, in the order of the lanes. */
export function resultsOf(state: LabState, found: ReadonlySet<Finding>): SavedResult[] {
  return state.lanes.flatMap(({ finding }) => {
    if (finding === null || finding.from.kind !== "search" || !found.has(finding)) return [];
    const { modelId, target, scores, steps, stopped, backend } = finding.from.result;
    const { mask } = finding;
    const names = namesOf(state, modelId, target);
    const values = [...frameValues(mask)];
    const result = { modelId, target, ...names, mask: values, scores, steps, stopped, backend };
    const known = state.measured.get(mask);
    return [known === undefined ? result : { ...result, measured: known.measured }];
  });
}

/** Returns an entry without its link and the parts that need a clock, an id or a canvas. */
export function entryOf(
  state: LabState,
  onPage: ClipOnPage,
  found: ReadonlySet<Finding>,
): Omit<SavedSearch, "id" | "savedAt" | "thumbnail" | "link"> {
  const { preset, maskKind } = mainLane(state);
  return {
    clipName: onPage.clip.name,
    preset,
    maskKind: maskKind.kind === "temporal" ? maskKind.operator : maskKind.kind,
    results: resultsOf(state, found),
    original: originalOf(onPage),
  };
}

/** Returns a note of the running search without its link, page id and times; null if no search is running. */
export function pendingOf(
  state: LabState,
): Omit<PendingSearch, "pageId" | "startedAt" | "updatedAt" | "link"> | null {
  const { onPage, lanes } = state;
  const searching = lanes.filter(({ search }) => search.kind === "searching");
  const names = searching.map(({ modelId, target }) => namesOf(state, modelId, target));
  const [first] = names;
  if (onPage === null || first === undefined) return null;
  const latest =
    searching.map(({ search }) => (search.kind === "searching" ? search.latest : null))[0] ?? null;
  return {
    clipName: onPage.clip.name,
    modelNames: names.map(({ modelName }) => modelName),
    className: first.className,
    original: originalOf(onPage),
    step: latest?.step ?? 0,
    of: latest?.of ?? 0,
    mask: latest === null ? null : [...frameValues(latest.mask)],
  };
}

function namesOf(
  { models }: LabState,
  modelId: string | null,
  target: number | null,
): { modelName: string; className: string } {
  const model = models.find(({ id }) => id === modelId);
  const className = target === null ? undefined : model?.card?.classes[target];
  return { modelName: model?.name ?? modelId ?? "A model", className: className ?? "A class" };
}
