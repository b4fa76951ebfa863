/** Checks the link inside a result's file against the file, so that the page can open the result by its link. */
import { LabError } from "../base/errors.ts";
import type { LinkedLane } from "../result/link-fields.ts";
import { decodeLink } from "../result/permalink.ts";
import type { ResultExplanation, ResultFile } from "./result-json.ts";

/** Tolerance for masks, which links store in steps of 1/65535: half a step, plus rounding. */
const MASK_TOLERANCE = 1e-5;
/** Tolerance for grids, which both store in steps of 1/15; files write four decimals. */
const GRID_TOLERANCE = 1e-4;

/**
 * Returns the fragment of a result's link, "#" included.
 *
 * @param from  name of the file, for error messages.
 * @throws {LabError} "value" if the file holds no link, or a link that does not match the file.
 */
export function fragmentOf({ link, explanations }: ResultFile, from: string): string {
  if (link === null) {
    throw new LabError(
      "value",
      `${from}: it holds no link, because its clip did not fit into one, so it cannot be shown here. ` +
        "Its numbers can still be read. Open the clip, then search again.",
    );
  }
  const { hash } = new URL(link);
  const decoded = decodeLink(hash);
  if (!decoded.ok) {
    throw new LabError("value", `${from}: its link cannot be opened. ${decoded.problem.message}`, {
      cause: decoded.problem,
    });
  }
  const lanes = decoded.link?.lanes ?? [];
  if (explanations.every((explanation) => lanes.some((lane) => agrees(explanation, lane)))) return hash;
  throw new LabError(
    "value",
    `${from}: its masks do not match its link, so one of them was changed after it was saved. ` +
      "Open the link on its own, or save the result again.",
  );
}

function agrees({ modelId, target, mask, grid }: ResultExplanation, lane: LinkedLane): boolean {
  if (lane.modelId !== modelId || lane.target !== target.index) return false;
  return lane.mask?.kind === "spatiotemporal"
    ? sameValues(lane.mask.grid.values, grid?.values ?? [], GRID_TOLERANCE)
    : grid === undefined && sameValues(lane.mask?.values ?? [], mask, MASK_TOLERANCE);
}

function sameValues(a: ArrayLike<number>, b: readonly number[], tolerance: number): boolean {
  return a.length === b.length && b.every((value, i) => Math.abs(value - a[i]!) <= tolerance);
}
