/** What belongs to a lane carries its model's name while two are compared. */
import { modelInUse } from "../state/derived.ts";
import type { LabState } from "../state/lab-state.ts";
import { useLab, useLaneName } from "../state/use-lab.ts";

/** Name of the lane's model, where two models must be told apart; null where there is one. */
export function useComparedModel(): string | null {
  const name = useLaneName();
  return useLab((lab: LabState) => (lab.second === null ? null : (modelInUse(lab, name)?.name ?? "…")));
}

/**
 * The accessible name of something that each lane has: the plain one for the main lane, so that it is the same with
 * and without a second model; with the model's name for the second.
 */
export function useLaneLabel(): (plain: string) => string {
  const lane = useLaneName();
  const model = useComparedModel();
  return (plain) => (lane === "main" || model === null ? plain : `${plain}, ${model}`);
}
