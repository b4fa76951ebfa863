/** Links of one version as those of the next, and back where nothing is lost: a link is written in the oldest that holds it. */
import { LabError } from "../base/errors.ts";
import { gridOf, spatiotemporalMask, temporalMask, type Mask } from "../math/mask.ts";
import { isYesNo } from "../math/mask-order.ts";
import {
  FREEZING,
  type LabLink,
  type LaneV4,
  type LaneV5,
  type LinkedLane,
  type LinkV1,
  type LinkV2,
  type LinkV3,
  type LinkV4,
  type LinkV5,
} from "./link-fields.ts";
import { isSameKind } from "./mask-kind.ts";
import { areHard } from "./mask-result.ts";

/**
 * The link without what version 5 cannot hold; null where something of that is there: hard scores of a mask with values
 * between 0 and 1, or a proof.
 */
export function asV5({ clip, seed, lanes: [main, ...others] }: LabLink): LinkV5 | null {
  const first = laneAsV5(main);
  const rest = others.map(laneAsV5).filter((lane) => lane !== null);
  return first === null || rest.length < others.length ? null : { clip, seed, lanes: [first, ...rest] };
}

function laneAsV5({ scores, proof, ...lane }: LinkedLane): LaneV5 | null {
  if (proof !== null) return null;
  if (scores === null) return { ...lane, scores };
  if (!areHard(scores))
    return isHard(lane.mask) ? null : { ...lane, scores: { os: scores.os, ...scores.soft } };
  const { soft, ...hard } = scores;
  return soft === undefined && isHard(lane.mask) ? { ...lane, scores: hard } : null;
}

/** Returns whether the soft scores of a mask are its hard ones; true without a mask, which perturbs nothing. */
function isHard(mask: Mask | null): boolean {
  return mask === null || isYesNo(mask.kind === "temporal" ? mask.values : mask.grid.values);
}

/** The link without what version 4 cannot hold; null where something of that is there. */
export function asV4({ clip, seed, lanes }: LinkV5): LinkV4 | null {
  const [main, second = null, ...more] = lanes;
  const { preset, maskKind } = main;
  const isLikeMain = (lane: LaneV5) =>
    lane.compares === "model" && lane.preset === preset && isSameKind(lane.maskKind, maskKind);
  if (more.length > 0 || (second !== null && !isLikeMain(second))) return null;
  return {
    ...laneAsV4(main),
    clip,
    preset,
    maskKind,
    seed,
    second: second === null ? null : laneAsV4(second),
  };
}

function laneAsV4({ modelId, imported, target, mask, scores }: LaneV5): LaneV4 {
  const values = mask?.kind === "temporal" ? mask.values : null;
  return { modelId, imported, target, mask: values, grid: gridOf(mask), scores };
}

/** The link without what version 3 cannot hold; null where something of that is there. */
export function asV3({ maskKind, grid, second, ...link }: LinkV4): LinkV3 | null {
  const freezes = maskKind.kind === "temporal" && maskKind.operator === "freeze";
  const temporal = (lane: Pick<LaneV4, "grid" | "scores">) =>
    lane.grid === null && lane.scores?.own === undefined;
  if (!freezes || !temporal({ grid, scores: link.scores }) || (second !== null && !temporal(second)))
    return null;
  return { ...link, second: second === null ? null : withoutGrid(second) };
}

function withoutGrid({ modelId, imported, target, mask, scores }: LaneV4): NonNullable<LinkV3["second"]> {
  return { modelId, imported, target, mask, scores };
}

/** The link without what version 2 cannot hold; null where something of that is there. */
export function asV2({ imported, second, ...link }: LinkV3): LinkV2 | null {
  if (imported !== null || (second !== null && second.imported !== null)) return null;
  return { ...link, second: second === null ? null : withoutImport(second) };
}

function withoutImport({
  modelId,
  target,
  mask,
  scores,
}: NonNullable<LinkV3["second"]>): NonNullable<LinkV2["second"]> {
  return { modelId, target, mask, scores };
}

/** The link without what version 1 cannot hold; null where something of that is there. */
export function asV1({ clip, second, ...link }: LinkV2): LinkV1 | null {
  if (second !== null || clip.kind === "generated") return null;
  if (clip.kind !== "address") return { ...link, clip };
  return clip.range === null ? { ...link, clip: { kind: clip.kind, url: clip.url } } : null;
}

/** A link of version 1 as one of version 2. */
export function fromV1({ clip, ...link }: LinkV1): LinkV2 {
  return { ...link, clip: clip.kind === "address" ? { ...clip, range: null } : clip, second: null };
}

/** A link of version 2 as one of version 3. */
export function fromV2({ second, ...link }: LinkV2): LinkV3 {
  return { ...link, imported: null, second: second === null ? null : { ...second, imported: null } };
}

/** A link of version 3 as one of version 4. */
export function fromV3({ second, ...link }: LinkV3): LinkV4 {
  return {
    ...link,
    maskKind: FREEZING,
    grid: null,
    second: second === null ? null : { ...second, grid: null },
  };
}

/** A link of version 5 as one of version 6. */
export function fromV5({ lanes: [main, ...others], ...link }: LinkV5): LabLink {
  return { ...link, lanes: [laneFromV5(main), ...others.map(laneFromV5)] };
}

function laneFromV5({ scores, ...lane }: LaneV5): LinkedLane {
  if (scores === null || isHard(lane.mask)) return { ...lane, scores, proof: null };
  const { os, ...soft } = scores;
  return { ...lane, scores: { os, soft }, proof: null };
}

/**
 * A link of version 4 as one of version 5.
 *
 * @throws {LabError} "link" for a lane that holds a mask over time and one over space and time at once.
 */
export function fromV4({ clip, seed, preset, maskKind, second, ...main }: LinkV4): LinkV5 {
  const lane = (from: LaneV4, compares: LaneV5["compares"]) =>
    laneFromV4(from, { compares, preset, maskKind });
  const others = second === null ? [] : [lane(second, "model")];
  return { clip, seed, lanes: [lane(main, null), ...others] };
}

function laneFromV4(
  { modelId, imported, target, mask, grid, scores }: LaneV4,
  shared: Pick<LaneV5, "compares" | "preset" | "maskKind">,
): LaneV5 {
  if (mask !== null && grid !== null) {
    throw new LabError("link", "link: its mask is not of the kind that it says. Ask for the link again.");
  }
  const values = mask === null ? null : temporalMask(mask);
  return {
    ...shared,
    modelId,
    imported,
    target,
    mask: grid === null ? values : spatiotemporalMask(grid),
    scores,
  };
}
