/** Masks found before on this clip: going back to a model or a class brings its explanation back. */
import type { MaskKind } from "../result/link-fields.ts";
import { NO_EXPLANATION, type LabState } from "./lab-state.ts";

/** Whether two kinds are the same. */
export function isSameKind(a: MaskKind, b: MaskKind): boolean {
  if (a.kind === "temporal") return b.kind === "temporal" && a.operator === b.operator;
  return b.kind === "spatiotemporal" && a.across === b.across && a.area === b.area;
}

/**
 * The latest explanation of a class by a model, on the clip on the page and by a mask of the kind chosen; an empty one
 * where there is none.
 */
export function explanationOf(
  { findings, maskKind }: LabState,
  modelId: string | null,
  target: number | null,
): typeof NO_EXPLANATION {
  const finding = findings.findLast(
    ({ from }) =>
      from.kind === "search" &&
      from.result.modelId === modelId &&
      from.result.target === target &&
      isSameKind(from.maskKind, maskKind),
  );
  if (finding === undefined || finding.scores === null) return NO_EXPLANATION;
  const { mask, grid, scores } = finding;
  return { ...NO_EXPLANATION, finding, mask, grid, scoring: { kind: "ready", scores } };
}

/** The findings without those of a model that has been replaced. */
export function withoutModel({ findings }: LabState, modelId: string): LabState["findings"] {
  return findings.filter(({ from }) => from.kind !== "search" || from.result.modelId !== modelId);
}
