/** Builds the permalink of what is on the page, and opens permalinks. */
import { LabError } from "../base/errors.ts";
import { frameValues, type Mask } from "../math/mask.ts";
import type { ModelCard } from "../models/card.ts";
import { numberedClasses } from "../recognise/class-names.ts";
import type { LabLink, LinkedClip, LinkedImport, LinkedLane, LinkedRange } from "../result/link-fields.ts";
import { areHard } from "../result/mask-result.ts";
import type { Measured } from "../result/measured.ts";
import { decodeLink } from "../result/permalink.ts";
import { change, changeLanes } from "./change.ts";
import { openClip } from "./clip-actions.ts";
import { report, type LabContext } from "./context.ts";
import {
  cardInUse,
  isEdited,
  modelInUse,
  nameOfInput,
  recordedSoftScores,
  shownScores,
  travelsInside,
} from "./derived.ts";
import {
  EMPTY_LANE,
  MAIN,
  type ClipInput,
  type ClipOnPage,
  type LabState,
  type Lane,
  type LaneId,
  type Lanes,
  type TimeRange,
} from "./lab-state.ts";
import { laneIds, laneOf } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import type { ModelEntry } from "./model-entry.ts";
import { takeModel, withEntry } from "./model-actions.ts";
import { viewsFor } from "./search-actions.ts";
import type { MeasuredMasks } from "./faithfulness-state.ts";
import { remember } from "./undo-steps.ts";

/**
 * Returns what a link to the page holds; null until there are a clip (packed, if it travels in the link), a model and a
 * class. Masks, scores and the packed clip are the state's own objects, so `isSameLink` can compare them by identity.
 */
export function linkOf(state: LabState): LabLink | null {
  const { onPage, seed } = state;
  const [main, ...others] = laneIds(state).map((id) => linkedLane(state, id));
  const clip = onPage === null ? null : linkedClip(onPage);
  if (main == null || clip === null) return null;
  return { clip, seed, lanes: [main, ...others.filter((lane) => lane !== null)] };
}

/** Returns whether two links hold the same values; masks, scores and packed clips are compared by identity. */
export function isSameLink(a: LabLink | null, b: LabLink | null): boolean {
  if (a === null || b === null) return a === b;
  const same = (one: unknown, other: unknown): boolean =>
    Object.is(one, other) || (isPlain(one) && isPlain(other) && sameParts(one, other));
  const sameParts = (one: object, other: object): boolean => {
    const parts = new Map<string, unknown>(Object.entries(other));
    return (
      parts.size === Object.keys(one).length &&
      Object.entries(one).every(([name, value]) => parts.has(name) && same(value, parts.get(name)))
    );
  };
  return (
    a.seed === b.seed &&
    sameParts(a.clip, b.clip) &&
    a.lanes.length === b.lanes.length &&
    a.lanes.every((lane, at) => sameParts(lane, b.lanes[at]!))
  );
}

/** Returns whether a value is an object of named parts, which a link makes anew each time. */
function isPlain(value: unknown): value is object {
  return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
}

function linkedLane(state: LabState, id: LaneId): LinkedLane | null {
  const lane = laneOf(state, id);
  const model = modelInUse(state, id);
  if (lane === null || model === null || lane.target === null) return null;
  const { compares, target, maskKind, preset, mask } = lane;
  const scores = lane.scoring.kind === "ready" ? shownScores(lane) : recordedSoftScores(lane);
  const imported = linkedImport(model, target);
  const proof = isEdited(lane) ? null : (lane.finding?.proof ?? null);
  return { compares, modelId: model.id, imported, target, maskKind, preset, mask, scores, proof };
}

/** Returns what a link says about an imported model; null for a bundled one. */
function linkedImport({ source, card, name }: ModelEntry, target: number): LinkedImport | null {
  if (source.kind === "awaited") return source.wanted;
  if (source.kind === "bundled" || card === null) return null;
  const { architecture, input, classes } = card;
  return {
    fileName: source.fileName,
    name,
    settings: { architecture, input },
    classCount: classes.length,
    className: classes[target] ?? `class ${target}`,
  };
}

function linkedClip({ input, pack }: ClipOnPage): LinkedClip | null {
  if (travelsInside(input)) {
    return pack.kind === "ready" ? { kind: "inside", name: nameOfInput(input), ...pack.packed } : null;
  }
  switch (input.kind) {
    case "bundled":
      return { kind: "bundled", id: input.clip.id };
    case "address":
      return { kind: "address", url: input.url, range: linkedRange(input.range) };
    case "inside":
      return { kind: "inside", name: input.name, ...input.packed };
    case "generated":
      return { kind: "generated", className: input.className, seed: input.seed };
    case "files":
      return null; // Travels inside: handled above.
  }
}

function linkedRange(range: TimeRange | undefined): LinkedRange | null {
  return range === undefined ? null : { startS: range[0], endS: range[1] };
}

/** What the history or a result file holds besides a link. */
export interface BesideLink {
  /** The clip to open instead of the link's packed copy: the same clip, from its own files. */
  readonly instead?: ClipInput | undefined;
  /** Id of the history entry that holds the link. */
  readonly entryId?: string;
  /** Returns the measurement of a lane's mask; null or undefined if it was not measured. */
  readonly measured?: (modelId: string | null, target: number | null) => Measured | null | undefined;
}

/**
 * Opens a link: shows its masks and scores at once, and its clip and models when they have loaded; then recomputes the
 * scores.
 *
 * @param fragment  with or without its "#".
 * @returns         false if the link is empty or cannot be opened; the reason is then reported and the page unchanged.
 */
export async function openLink(
  context: LabContext,
  fragment: string,
  beside: BesideLink = {},
): Promise<boolean> {
  const { set, get, jobs } = context;
  const decoded = decodeLink(fragment);
  if (!decoded.ok) {
    report(context, decoded.problem, "link");
    return false;
  }
  const { link } = decoded;
  if (link === null) return false;
  const input = inputOf(get(), link);
  if (input instanceof LabError) {
    report(context, input, "link");
    return false;
  }
  set({ models: withAwaited(get().models, link) });
  if (get().onPage !== null) remember(context, "opening of a link");
  jobs.stop("decode", "pack");
  const { maskKind } = link.lanes[0];
  const lanes = lanesFrom(get(), link, beside.entryId ?? null);
  changeLanes(context, lanes, {
    findings: [],
    onPage: null,
    measured: withMeasured(get(), lanes, beside.measured),
    views: viewsFor(get(), maskKind),
    seed: link.seed,
    player: { ...get().player, frame: 0 },
  });
  const signal = jobs.start("link");
  await Promise.all([
    openClip(context, beside.instead ?? input, { recorded: true }),
    ...lanes
      .filter(({ compares }) => compares !== "class")
      .map(({ id, modelId }) => takeModel(context, modelId!, id)),
  ]);
  if (signal.aborted) return true;
  await Promise.all(laneIds(get()).map((id) => recompute(context, id)));
  return true;
}

/** Returns the lanes of a link. Their models are in use at once, and run as soon as they have loaded. */
function lanesFrom(state: LabState, { lanes: [main, ...others] }: LabLink, entryId: string | null): Lanes {
  const lane = (linked: LinkedLane, at: number) => laneFrom(state, linked, { id: MAIN + at, entryId });
  return [lane(main, 0), ...others.map((other, at) => lane(other, at + 1))];
}

function laneFrom(
  { models }: LabState,
  { compares, modelId, target, maskKind, preset, mask, scores, proof }: LinkedLane,
  { id, entryId }: { readonly id: LaneId; readonly entryId: string | null },
): Lane {
  const awaited = models.find((model) => model.id === modelId)?.source.kind === "awaited";
  const hard = scores !== null && areHard(scores) ? scores : null;
  return {
    ...EMPTY_LANE,
    id,
    compares,
    modelId,
    target,
    maskKind,
    preset,
    mask,
    finding: mask === null ? null : { mask, scores: hard, proof, from: { kind: "link", entryId } },
    scoring: hard === null ? { kind: "none" } : { kind: "ready", scores: hard },
    linkCheck: scores === null ? { kind: "none" } : { kind: awaited ? "unchecked" : "checking", scores },
  };
}

/** Returns the measurements with those saved beside a link's temporal masks. */
function withMeasured(
  { measured: before }: LabState,
  lanes: Lanes,
  saved: BesideLink["measured"],
): MeasuredMasks {
  const added = lanes.flatMap(
    ({ modelId, target, mask }): [Mask, NonNullable<ReturnType<MeasuredMasks["get"]>>][] => {
      const measured = saved?.(modelId, target) ?? null;
      return mask?.kind !== "temporal" || measured === null
        ? []
        : [[mask, { kind: "ready", measured, saved: true }]];
    },
  );
  return added.length === 0 ? before : new Map([...before, ...added]);
}

/** Returns the list with entries for the link's imported models that are not on this page. */
function withAwaited(models: readonly ModelEntry[], { lanes }: LabLink): readonly ModelEntry[] {
  const missing = lanes.filter(
    (lane): lane is ImportedLane => lane.imported !== null && !models.some(({ id }) => id === lane.modelId),
  );
  return missing.reduce((list, lane) => withEntry(list, awaitedEntry(lane)), models);
}

/** A link's lane with an imported model. */
type ImportedLane = LinkedLane & { readonly imported: LinkedImport };

function awaitedEntry({ modelId, target, imported: wanted }: ImportedLane): ModelEntry {
  const { name, settings, classCount, className } = wanted;
  const classes = numberedClasses(Math.max(classCount, target + 1)).with(target, className);
  const card: ModelCard = {
    id: modelId,
    name,
    ...settings,
    classes,
    training: "Not stated in the link",
    licence: "Not stated in the link",
  };
  return { id: modelId, name, card, source: { kind: "awaited", wanted } };
}

/** Returns the source of the link's clip, or the reason why the link cannot be opened. */
function inputOf(state: LabState, { clip, lanes }: LabLink): ClipInput | LabError {
  const missing = lanes.find(
    ({ modelId, imported }) => imported === null && !state.models.some(({ id }) => id === modelId),
  )?.modelId;
  if (missing !== undefined) {
    const text = `This link names the model “${missing}”, which is not on this page. Load it with “Load a model”, then open the link again.`;
    return new LabError("link", text);
  }
  switch (clip.kind) {
    case "inside":
      return { kind: "inside", name: clip.name, packed: { bytes: clip.bytes, format: clip.format } };
    case "address":
      return clip.range === null
        ? { kind: "address", url: clip.url }
        : { kind: "address", url: clip.url, range: [clip.range.startS, clip.range.endS] };
    case "generated":
      return { kind: "generated", className: clip.className, seed: clip.seed };
    case "bundled": {
      const clips = state.manifest.kind === "ready" ? state.manifest.clips : [];
      const found = clips.find(({ id }) => id === clip.id);
      if (found !== undefined) return { kind: "bundled", clip: found };
      return new LabError(
        "link",
        `This link names the clip “${clip.id}”, which is not on this page. Choose another clip.`,
      );
    }
  }
}

/** Recomputes the scores of a linked lane's mask. If the lane does not fit its model or clip, drops mask and scores. */
async function recompute(context: LabContext, id: LaneId): Promise<void> {
  const { get } = context;
  const { onPage } = get();
  const lane = laneOf(get(), id);
  const card = cardInUse(get(), id);
  if (onPage === null || lane === null || card === null) return;
  const unfit = contradictionOf(lane, card, onPage.clip.frames.T);
  if (unfit === null) return rescore(context, id);
  change(context, id, { target: null }, { changed: ["target"] });
  const text = `This link holds ${unfit}. Its mask and scores are left out.`;
  report(context, new LabError("link", text), "link");
}

/** Returns how a linked lane contradicts its model's classes or its clip's frames, in words; null if it does not. */
function contradictionOf({ target, mask }: Lane, { name, classes }: ModelCard, T: number): string | null {
  if (target !== null && target >= classes.length)
    return `class ${target}, but ${name} has ${classes.length} classes`;
  const frames = mask === null ? T : frameValues(mask).length;
  return frames === T ? null : `a mask of ${frames} frames, but the clip has ${T}`;
}
