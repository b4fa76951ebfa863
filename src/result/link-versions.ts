/** Links of one version as those of the next, and back where nothing is lost: a link is written in the oldest that holds it. */
import {
  FREEZING,
  type LabLink,
  type LinkedLane,
  type LinkV1,
  type LinkV2,
  type LinkV3,
} from "./link-fields.ts";

/** The link without what version 3 cannot hold; null where something of that is there. */
export function asV3({ maskKind, grid, second, ...link }: LabLink): LinkV3 | null {
  const freezes = maskKind.kind === "temporal" && maskKind.operator === "freeze";
  const temporal = (lane: Pick<LinkedLane, "grid" | "scores">) =>
    lane.grid === null && lane.scores?.own === undefined;
  if (!freezes || !temporal({ grid, scores: link.scores }) || (second !== null && !temporal(second)))
    return null;
  return { ...link, second: second === null ? null : withoutGrid(second) };
}

function withoutGrid({ modelId, imported, target, mask, scores }: LinkedLane): NonNullable<LinkV3["second"]> {
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

/** A link of version 3 as one of today. */
export function fromV3({ second, ...link }: LinkV3): LabLink {
  return {
    ...link,
    maskKind: FREEZING,
    grid: null,
    second: second === null ? null : { ...second, grid: null },
  };
}
