/** Describes a mask in words, for screen readers. */
import type { Mask } from "../../math/mask.ts";
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { shareOn } from "../../math/spatiotemporal-mask.ts";
import { formatRuns } from "../../base/format.ts";
import { formatPercent } from "../parts/format.ts";

/** Returns the runs with m > 0.5, as "Frames 3 to 7 perturbed, of 16."; for a spatiotemporal mask, its share of the clip. */
export function maskText(mask: Mask | null): string {
  if (mask === null) return "No mask yet: no frame is perturbed.";
  if (mask.kind === "spatiotemporal")
    return `A space-and-time mask: ${formatPercent(shareOn(mask.grid, SHOWN_ON))} of the clip is perturbed.`;
  const runs = maskRuns(mask.values, SHOWN_ON);
  if (runs.length === 0) return "No frame is perturbed.";
  const text = formatRuns(runs, " to ");
  return `${text[0]?.toUpperCase()}${text.slice(1)} perturbed, of ${mask.values.length}.`;
}
