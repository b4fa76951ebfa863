/** Compares the mask with every window of neighbouring frames, a yardstick that does not depend on any search. */
import { useCallback } from "react";
import { scoreOfWindow, type BestWindow } from "../../math/best-window.ts";
import { smallestWindows } from "../../faithfulness/optimality.ts";
import type { BesideWindows } from "../../state/faithfulness.ts";
import { useActions, useLaneId } from "../../state/use-lab.ts";
import { formatRuns, formatSigned } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import { PlotPlace } from "../parts/PlotPlace.tsx";
import { Facts, PlotKey, MeasureCard } from "./MeasureCard.tsx";
import { drawWindows } from "./faithfulness-plots.ts";

/** Drops of the score that are listed as numbers, as shares of the original score. */
const LISTED_DROPS: readonly number[] = [0.5, 0.9];

export function WindowCard({ windows, on, hardScore, gap, start }: BesideWindows) {
  const draw = useCallback(
    (width: number) => drawWindows(windows, hardScore === null ? null : { on, score: hardScore }, width),
    [windows, on, hardScore],
  );
  const everywhere = scoreOfWindow(windows, [0, windows.T - 1]);
  const drops = smallestWindows(windows).filter(({ drop }) => LISTED_DROPS.includes(drop));
  return (
    <MeasureCard term="optimality-gap" title="Against every window">
      <PlotPlace
        label={`Plot of the lowest score that a window of each length reaches, from ${formatScore(windows.original)} with no frame perturbed to ${formatScore(everywhere)} for the whole clip; the mask has ${on} frames${hardScore === null ? "" : ` and a score of ${formatScore(hardScore)}`}.`}
        draw={draw}
      />
      <PlotKey
        signs={
          hardScore === null
            ? [["ink", "best window"]]
            : [
                ["ink", "best window"],
                ["dot", "this mask, fully on"],
              ]
        }
      />
      <Facts
        facts={[
          ...(gap === null ? [] : [["Optimality gap", formatSigned(gap.gap)] as const]),
          ["Best window", gap === null ? "–" : textOf(gap.best)],
          ...drops.map(
            ({ drop, window }) =>
              [
                `Shortest window that takes ${Math.round(drop * 100)} % of the score`,
                window === null ? "none does" : formatRuns([window]),
              ] as const,
          ),
          ...(start === null
            ? []
            : [
                [
                  "Frames moved from the starting block",
                  start.left ? String(start.changed) : "none",
                ] as const,
              ]),
        ]}
      />
      {gap !== null && gap.best.window !== null && gap.gap > 0 && (
        <TakeWindow best={gap.best} T={windows.T} />
      )}
    </MeasureCard>
  );
}

function textOf({ window, score }: BestWindow): string {
  return window === null ? "none" : `${formatRuns([window])}, score ${formatScore(score)}`;
}

/** Paints the best window as a mask, which can be scored, watched and undone like any painted mask. */
function TakeWindow({ best, T }: { readonly best: BestWindow; readonly T: number }) {
  const lane = useLaneId();
  const { beginStroke, paintFrame } = useActions();
  const { window } = best;
  if (window === null) return null;
  const onClick = () => {
    beginStroke();
    for (let t = 0; t < T; t++) paintFrame(t, t >= window[0] && t <= window[1], lane);
  };
  return (
    <button type="button" className="button" onClick={onClick}>
      Use the best window
    </button>
  );
}
