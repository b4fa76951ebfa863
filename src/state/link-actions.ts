/** The permalink of what is on the page, and the way back from one. */
import { LabError } from "../base/errors.ts";
import { frameMeans } from "../math/spatiotemporal-mask.ts";
import type { ModelCard } from "../models/card.ts";
import { numberedClasses } from "../recognise/class-names.ts";
import type { LabLink, LinkedClip, LinkedImport, LinkedLane, LinkedRange } from "../result/link-fields.ts";
import type { Measured } from "../result/measured.ts";
import { decodeLink } from "../result/permalink.ts";
import { openClip } from "./clip-actions.ts";
import { report, type LabContext } from "./context.ts";
import { cardInUse, modelInUse, nameOfInput, shownScores, travelsInside } from "./derived.ts";
import {
  EMPTY_LANE,
  NO_EXPLANATION,
  type ClipInput,
  type ClipOnPage,
  type LabState,
  type Lane,
  type LaneName,
  type TimeRange,
} from "./lab-state.ts";
import type { ModelEntry } from "./model-entry.ts";
import { laneNames, laneOf, setLane } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import { takeModel, withEntry } from "./model-actions.ts";
import { viewsFor } from "./search-actions.ts";
import type { MeasuredMasks } from "./trust-state.ts";
import { remember } from "./undo-steps.ts";

/** What a link to the page as it stands would hold; null while there is nothing whole to link to. */
export function linkOf(state: LabState): LabLink | null {
  const { onPage, preset, maskKind, seed, second } = state;
  const main = linkedLane(state, "main");
  if (main === null || onPage === null) return null;
  const clip = linkedClip(onPage);
  if (clip === null) return null;
  const other = second === null ? null : linkedLane(state, "second");
  return { ...main, clip, preset, maskKind, seed, second: other };
}

function linkedLane(state: LabState, name: LaneName): LinkedLane | null {
  const lane = laneOf(state, name);
  const model = modelInUse(state, name);
  if (lane === null || model === null || lane.target === null) return null;
  const { target, grid } = lane;
  const scores = lane.scoring.kind === "ready" ? shownScores(lane) : null;
  const imported = linkedImport(model, target);
  const mask = lane.mask === null || grid !== null ? null : [...lane.mask];
  return { modelId: model.id, imported, target, mask, grid, scores };
}

/** What a link says of a model that does not come with the page; null for one that does. */
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
      return null; // Inside, as above.
  }
}

function linkedRange(range: TimeRange | undefined): LinkedRange | null {
  return range === undefined ? null : { startS: range[0], endS: range[1] };
}

/** What is known beside a link that was kept in the history or saved in a file. */
export interface BesideLink {
  /** The clip to open in place of the one that the link holds: the same one, unpacked. */
  readonly instead?: ClipInput | undefined;
  /** The history's entry that holds it. */
  readonly entryId?: string;
  /** What was measured of its masks, by model id; nothing where nobody has. */
  readonly measured?: ReadonlyMap<string, Measured | null | undefined>;
}

/**
 * Shows what a link holds: masks and scores at once, clip and models as they arrive; then recomputes the scores.
 *
 * @param fragment  with or without its "#".
 * @returns         false when it is empty or cannot be followed; why is then on the page, which is as it was.
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
  for (const name of ["main", "second"] as const) {
    jobs.stopLane(name, "search", "score", "classify", "model", "cam", "trust");
  }
  const { player, modelId, modelJob } = get();
  const entryId = beside.entryId ?? null;
  const main = laneFrom(get(), link, entryId);
  const second = link.second === null ? null : laneFrom(get(), link.second, entryId);
  set({
    findings: [],
    onPage: null,
    ...main,
    // The model in use stays until the linked one is there.
    modelId,
    modelJob,
    second,
    measured: withMeasured(get().measured, [
      [main, beside.measured?.get(link.modelId)],
      [second, beside.measured?.get(link.second?.modelId ?? "")],
    ]),
    preset: link.preset,
    maskKind: link.maskKind,
    views: viewsFor(get(), link.maskKind),
    seed: link.seed,
    player: { ...player, frame: 0 },
  });
  const signal = jobs.start("link");
  const take = ({ modelId: id }: LinkedLane, lane: LaneName) =>
    takeModel(context, id, { lane, keepExplanation: true });
  await Promise.all([
    openClip(context, beside.instead ?? input, { keepExplanation: true }),
    take(link, "main"),
    link.second === null ? undefined : take(link.second, "second"),
  ]);
  if (signal.aborted) return true;
  await Promise.all(laneNames(get()).map((name) => recompute(context, name)));
  return true;
}

/** What the link says of one lane, before its model has come. */
function laneFrom(
  { models }: LabState,
  { modelId, target, grid, scores, ...linked }: LinkedLane,
  entryId: string | null,
): Lane {
  const mask = grid === null ? linked.mask : frameMeans(grid);
  const awaited = models.find(({ id }) => id === modelId)?.source.kind === "awaited";
  return {
    ...EMPTY_LANE,
    target,
    mask,
    grid,
    finding: mask === null ? null : { mask, grid, scores, from: { kind: "link", entryId } },
    scoring: scores === null ? { kind: "none" } : { kind: "ready", scores },
    linkCheck: scores === null ? { kind: "none" } : { kind: awaited ? "unchecked" : "checking", scores },
  };
}

/** What was measured, with what comes along with a link's masks over time. */
function withMeasured(
  before: MeasuredMasks,
  lanes: readonly (readonly [lane: Lane | null, measured: Measured | null | undefined])[],
): MeasuredMasks {
  const added = lanes.flatMap(([lane, measured]) =>
    lane === null || lane.mask === null || lane.grid !== null || measured == null
      ? []
      : [[lane.mask, { kind: "ready", measured, kept: true }] as const],
  );
  return added.length === 0 ? before : new Map([...before, ...added]);
}

/** The list with the models of the link's maker that are not here. */
function withAwaited(models: readonly ModelEntry[], { second, ...main }: LabLink): readonly ModelEntry[] {
  const missing = [main, second].filter(
    (lane): lane is LinkedLane & { readonly imported: LinkedImport } =>
      lane !== null && lane.imported !== null && !models.some(({ id }) => id === lane.modelId),
  );
  return missing.reduce((list, lane) => withEntry(list, awaitedEntry(lane)), models);
}

function awaitedEntry({
  modelId,
  target,
  imported: wanted,
}: LinkedLane & { readonly imported: LinkedImport }): ModelEntry {
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

/** Where the link's clip is to be had, or what stands in the way of following the link. */
function inputOf(state: LabState, { clip, second, ...main }: LabLink): ClipInput | LabError {
  const lanes = second === null ? [main] : [main, second];
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

/** Scores of a linked mask, computed here; a link that does not fit its own model or clip keeps neither. */
async function recompute(context: LabContext, name: LaneName): Promise<void> {
  const { get } = context;
  const { onPage } = get();
  const lane = laneOf(get(), name);
  const card = cardInUse(get(), name);
  if (onPage === null || lane === null || card === null) return;
  const { target, mask } = lane;
  const { T } = onPage.clip.frames;
  const unfit =
    target !== null && target >= card.classes.length
      ? `class ${target}, but ${card.name} knows ${card.classes.length} classes`
      : mask !== null && mask.length !== T
        ? `a mask of ${mask.length} frames, but the clip has ${T}`
        : null;
  if (unfit === null) return rescore(context, name);
  setLane(context, name, { ...NO_EXPLANATION, target: null });
  const text = `This link holds ${unfit}. Its mask and scores are left out.`;
  report(context, new LabError("link", text), "link");
}
