/** Two models are compared on one class: the second lane's target is the main one's, found by its name. */
import type { LabContext } from "./context.ts";
import { cardInUse, targetName } from "./derived.ts";
import { setLane } from "./lanes.ts";
import { explanationOf } from "./remembered.ts";

/**
 * Sets the second lane's target after the main one's, with what was found for it before; null where it has no such
 * class. Nothing happens while the main one has none yet.
 */
export function followTarget(context: LabContext): void {
  const { get, jobs } = context;
  const { second } = get();
  const card = cardInUse(get(), "second");
  if (second === null || card === null) return;
  const wanted = targetName(get());
  if (wanted === null) return;
  const index = card.classes.indexOf(wanted);
  const target = index === -1 ? null : index;
  if (target === second.target) return;
  jobs.stopLane("second", "search", "score", "cam", "trust");
  setLane(context, "second", { ...explanationOf(get(), second.modelId, target), target });
}
