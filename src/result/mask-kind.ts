/** Comparing kinds of masks. */
import type { MaskKind } from "./link-fields.ts";

/** Returns whether two kinds of masks are the same: both over time by one operator, or both over one grid and area. */
export function isSameKind(a: MaskKind, b: MaskKind): boolean {
  if (a.kind === "temporal") return b.kind === "temporal" && a.operator === b.operator;
  return b.kind === "spatiotemporal" && a.across === b.across && a.area === b.area;
}
