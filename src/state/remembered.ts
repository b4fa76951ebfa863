/** Masks found before on this clip: going back to a model or a class brings its explanation back. */
import { NO_EXPLANATION, type LabState } from "./lab-state.ts";

/** The latest explanation of a class by a model, on the clip on the page; an empty one where there is none. */
export function explanationOf(
  { findings }: LabState,
  modelId: string | null,
  target: number | null,
): typeof NO_EXPLANATION {
  const finding = findings.findLast(
    ({ from }) => from.kind === "search" && from.result.modelId === modelId && from.result.target === target,
  );
  if (finding === undefined || finding.scores === null) return NO_EXPLANATION;
  const { mask, scores } = finding;
  return { ...NO_EXPLANATION, finding, mask, scoring: { kind: "ready", scores } };
}

/** The findings without those of a model that has been replaced. */
export function withoutModel({ findings }: LabState, modelId: string): LabState["findings"] {
  return findings.filter(({ from }) => from.kind !== "search" || from.result.modelId !== modelId);
}
