/** Labels for the parts of a lane, which carry the model's name while two models are compared. */
import { modelInUse } from "../state/derived.ts";
import type { LabState } from "../state/lab-state.ts";
import { useLab, useLaneName } from "../state/use-lab.ts";

/** Returns the name of the lane's model while two models are compared; null otherwise. */
export function useComparedModel(): string | null {
  const name = useLaneName();
  return useLab((lab: LabState) => (lab.second === null ? null : (modelInUse(lab, name)?.name ?? "…")));
}

/**
 * Returns a function that makes accessible names for things each lane has. The main lane keeps the plain name, with or
 * without a second model; the second lane adds its model's name.
 */
export function useLaneLabel(): (plain: string) => string {
  const lane = useLaneName();
  const model = useComparedModel();
  return (plain) => (lane === "main" || model === null ? plain : `${plain}, ${model}`);
}
