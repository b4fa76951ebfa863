/** Earlier findings on the clip: going back to a model, a class or a kind of mask brings its explanation back. */
import { isSameKind } from "../result/mask-kind.ts";
import type { LabState, Lane } from "./lab-state.ts";

/** The parts of a lane that make up an explanation. */
export type Explanation = Pick<Lane, "finding" | "mask" | "scoring">;

/**
 * Returns the latest explanation on this clip for a lane's model, class and kind of mask; an empty one if there is none.
 */
export function explanationOf(
  { findings }: Pick<LabState, "findings">,
  { modelId, target, maskKind }: Pick<Lane, "modelId" | "target" | "maskKind">,
): Explanation {
  const finding = findings.findLast(
    ({ from }) =>
      from.kind === "search" &&
      from.result.modelId === modelId &&
      from.result.target === target &&
      isSameKind(from.maskKind, maskKind),
  );
  if (finding === undefined || finding.scores === null) {
    return { finding: null, mask: null, scoring: { kind: "none" } };
  }
  const { mask, scores } = finding;
  return { finding, mask, scoring: { kind: "ready", scores } };
}

/** Returns the findings without those that searches made with one model. */
export function withoutModel({ findings }: LabState, modelId: string): LabState["findings"] {
  return findings.filter(({ from }) => from.kind !== "search" || from.result.modelId !== modelId);
}
