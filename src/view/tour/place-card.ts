/** Places the tour's card beside its target, and over it only if there is no other place. */

/** A rectangle in CSS pixels, relative to the window's upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Space between card and window edge, and between card and target. */
const GAP = 14;
/** Windows narrower than this get the card as a sheet at the edge. */
const SHEET_BELOW = 640;

/** Returns whether a window is so narrow that the card becomes a sheet along its lower or upper edge. */
export function isSheet(windowWidth: number): boolean {
  return windowWidth < SHEET_BELOW;
}

/**
 * Returns the upper left corner of the card.
 *
 * @param target  box of the element that the card explains; null centres the card.
 * @param card    size of the card.
 * @param view    size of the window.
 */
export function placeCard(
  target: Box | null,
  card: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } {
  const lowest = view.height - card.height - GAP;
  if (target === null) return { x: (view.width - card.width) / 2, y: Math.max(GAP, lowest / 2) };
  if (isSheet(view.width)) {
    const covered = target.y + target.height > lowest;
    const roomAbove = target.y > card.height + 2 * GAP;
    return { x: (view.width - card.width) / 2, y: covered && roomAbove ? GAP : lowest };
  }
  const right = target.x + target.width;
  const bottom = target.y + target.height;
  const x = clamp(target.x + (target.width - card.width) / 2, GAP, view.width - card.width - GAP);
  const y = clamp(target.y, GAP, lowest);
  if (right + card.width + 2 * GAP <= view.width) return { x: right + GAP, y };
  if (target.x - card.width - 2 * GAP >= 0) return { x: target.x - card.width - GAP, y };
  if (bottom + card.height + 2 * GAP <= view.height) return { x, y: bottom + GAP };
  if (target.y - card.height - 2 * GAP >= 0) return { x, y: target.y - card.height - GAP };
  return { x: view.width - card.width - GAP, y: lowest };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
