/** What the figure of freeze and reverse shows, from the matrices that the lab itself mixes frames by. */

/** The figure's frames, 0-based. */
export const TOY_FRAMES: readonly number[] = Array.from({ length: 16 }, (_, t) => t);

/** Less than this cannot be seen in a cell. */
const SEEN = 0.005;

/** One source frame and its share. */
export interface Share {
  readonly s: number;
  /** In (0, 1]. */
  readonly weight: number;
}

/** What one cell shows. */
export interface ShownFrame {
  /** The frame with the largest share. */
  readonly main: number;
  readonly parts: readonly Share[];
}

/** What all cells show, for y = W x with W [T, T]; null is the clip itself. */
export function shownFrames(weights: ArrayLike<number> | null): readonly ShownFrame[] {
  return TOY_FRAMES.map((t) => {
    const parts = weights === null ? [{ s: t, weight: 1 }] : sharesOf(weights, t);
    const main = parts.reduce((most, part) => (part.weight > most.weight ? part : most));
    return { main: main.s, parts };
  });
}

/** Row t in words: "frame 4", or "25 % of frame 6 and 75 % of frame 5" with the largest first. */
export function sourcesIn(weights: ArrayLike<number>, t: number): string {
  const parts = sharesOf(weights, t).toSorted((a, b) => b.weight - a.weight);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return `frame ${first.s + 1}`;
  const named = parts.slice(0, 3).map(({ s, weight }) => `${Math.round(weight * 100)} % of frame ${s + 1}`);
  return parts.length > 3 ? `${named.join(", ")} and less of others` : named.join(" and ");
}

function sharesOf(weights: ArrayLike<number>, t: number): readonly Share[] {
  const T = TOY_FRAMES.length;
  return TOY_FRAMES.map((s) => ({ s, weight: weights[t * T + s]! })).filter(({ weight }) => weight > SEEN);
}
