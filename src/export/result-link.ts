/** The link inside a result's file: how the page opens it, once it is known to say the same as the file. */
import { LabError } from "../base/errors.ts";
import type { LinkedLane } from "../result/link-fields.ts";
import { decodeLink } from "../result/permalink.ts";
import type { ResultExplanation, ResultFile } from "./result-json.ts";

/** Links keep masks in steps of 1/65535; half a step is lost, and a little to rounding. */
const MASK_TOLERANCE = 1e-5;
/** Grids are in steps of 1/15 in both, which files write with four decimals. */
const GRID_TOLERANCE = 1e-4;

/**
 * The fragment of a result's link, "#" included.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "value" when the file holds no link, or one that says something else than the file does.
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
    throw new LabError("value", `${from}: its link cannot be followed. ${decoded.problem.message}`, {
      cause: decoded.problem,
    });
  }
  const lanes = decoded.link?.lanes ?? [];
  if (explanations.every((explanation) => lanes.some((lane) => agrees(explanation, lane)))) return hash;
  throw new LabError(
    "value",
    `${from}: its masks are not those of its link, so one of them was changed after it was saved. ` +
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
