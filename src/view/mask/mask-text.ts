/** A mask in words, for who cannot see it. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { shareOn, type SpatiotemporalMask } from "../../math/spatiotemporal-mask.ts";
import { formatPercent, formatRuns } from "../format.ts";

/** "Frames 3 to 7 perturbed", say; runs in which m > 0.5. Of a spatiotemporal mask how much of the clip it perturbs. */
export function maskText(mask: readonly number[] | null, grid: SpatiotemporalMask | null): string {
  if (mask === null) return "No mask yet: no frame is perturbed.";
  if (grid !== null)
    return `A mask with a place: ${formatPercent(shareOn(grid, SHOWN_ON))} of the clip is perturbed.`;
  const runs = maskRuns(mask, SHOWN_ON);
  if (runs.length === 0) return "No frame is perturbed.";
  const text = formatRuns(runs).replaceAll("–", " to ");
  return `${text[0]?.toUpperCase()}${text.slice(1)} perturbed, of ${mask.length}.`;
}
