/** Data of the freeze and reverse figure, from the same matrices with which the lab mixes frames. */

/** Frames of the figure, 0-based. */
export const TOY_FRAMES: readonly number[] = Array.from({ length: 16 }, (_, t) => t);

/** Shares below this are invisible in a cell. */
const SEEN = 0.005;

/** One source frame and its share. */
export interface Share {
  readonly s: number;
  /** In (0, 1]. */
  readonly weight: number;
}

/** Content of one cell. */
export interface ShownFrame {
  /** The frame with the largest share. */
  readonly main: number;
  readonly parts: readonly Share[];
}

/** Returns the content of all cells for y = W x with W [T, T]; null stands for the unperturbed clip. */
export function shownFrames(weights: ArrayLike<number> | null): readonly ShownFrame[] {
  return TOY_FRAMES.map((t) => {
    const parts = weights === null ? [{ s: t, weight: 1 }] : sharesOf(weights, t);
    const main = parts.reduce((most, part) => (part.weight > most.weight ? part : most));
    return { main: main.s, parts };
  });
}

/** Returns row t in words, largest share first: "frame 4", or "75 % of frame 5 and 25 % of frame 6". */
export function sourcesIn(weights: ArrayLike<number>, t: number): string {
  const parts = sharesOf(weights, t).toSorted((a, b) => b.weight - a.weight);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return `frame ${first.s + 1}`;
  const named = parts.slice(0, 3).map(({ s, weight }) => `${Math.round(weight * 100)} % of frame ${s + 1}`);
  return parts.length > 3 ? `${named.join(", ")} and smaller parts of others` : named.join(" and ");
}

function sharesOf(weights: ArrayLike<number>, t: number): readonly Share[] {
  const T = TOY_FRAMES.length;
  return TOY_FRAMES.map((s) => ({ s, weight: weights[t * T + s]! })).filter(({ weight }) => weight > SEEN);
}
