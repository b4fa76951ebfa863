/** Compares the mask with chance: the order in which it ranks frames, and the frames it picks. */
import { useCallback } from "react";
import { meanOf, summariseSample } from "../../statistics/sample-summary.ts";
import type { CurveAgainstChance, Faithfulness } from "../../faithfulness/faithfulness.ts";
import { shareBeaten } from "../../faithfulness/verdict.ts";
import { formatPercent, formatScore } from "../parts/format.ts";
import { PlotPlace } from "../parts/PlotPlace.tsx";
import { Facts, PlotKey, MeasureCard } from "./MeasureCard.tsx";
import { drawCurve, drawEqualLength } from "./faithfulness-plots.ts";

export function ChanceCards({ report }: { readonly report: Faithfulness }) {
  return (
    <>
      <CurveCard title="Deletion" curve={report.deletion} better="lower" />
      <CurveCard title="Insertion" curve={report.insertion} better="higher" />
      <EqualLengthCard equalLength={report.equalLength} />
    </>
  );
}

interface CurveCardProps {
  readonly title: "Deletion" | "Insertion";
  readonly curve: CurveAgainstChance;
  readonly better: "lower" | "higher";
}

function CurveCard({ title, curve, better }: CurveCardProps) {
  const verb = title === "Deletion" ? "perturbed" : "restored";
  const draw = useCallback((width: number) => drawCurve(curve, `frames ${verb}`, width), [curve, verb]);
  const { mean, deviation } = summariseSample(curve.chance.areas);
  return (
    <MeasureCard term={title === "Deletion" ? "deletion" : "insertion"} title={title}>
      <PlotPlace
        label={`Plot of the score while frames are ${verb} one by one, in the mask’s order and in ${curve.chance.orders} random orders. Area ${formatScore(curve.area)} against ${formatScore(mean)} by chance.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["accent", "mask’s order"],
          ["band", "random orders, mean ± deviation"],
        ]}
      />
      <Facts
        facts={[
          ["Area", formatScore(curve.area)],
          ["Area by chance", `${formatScore(mean)} ± ${formatScore(deviation)}`],
          ["Random orders beaten", formatPercent(shareBeaten(curve.area, curve.chance.areas, better))],
        ]}
      />
    </MeasureCard>
  );
}

function EqualLengthCard({ equalLength }: Pick<Faithfulness, "equalLength">) {
  const { on, mask, random, even, window } = equalLength;
  const draw = useCallback((width: number) => drawEqualLength(equalLength, width), [equalLength]);
  const inside = random.map((draws) => draws.inside);
  const outside = random.map((draws) => draws.outside);
  return (
    <MeasureCard term="necessity" title="Necessary and sufficient?">
      <PlotPlace
        label={`Plot of scores with the mask’s ${on} frames perturbed, ${formatScore(mask.inside)}, and with all others perturbed, ${formatScore(mask.outside)}, beside ${random.length} random picks of as many frames.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["dot", "the mask"],
          ["tick", "random picks"],
          ["truth", "mean window"],
          ["ring", "evenly spread"],
        ]}
      />
      <Facts
        facts={[
          ["Mask’s frames perturbed", `${formatScore(mask.inside)}; by chance ${meanText(inside)}`],
          ["All others perturbed", `${formatScore(mask.outside)}; by chance ${meanText(outside)}`],
          [
            "Mean window",
            window === null ? "–" : `${formatScore(window.inside)} / ${formatScore(window.outside)}`,
          ],
          ["Evenly spread", `${formatScore(even.inside)} / ${formatScore(even.outside)}`],
          ["Random picks beaten", formatPercent(shareBeaten(mask.inside, inside))],
        ]}
      />
    </MeasureCard>
  );
}

function meanText(scores: readonly number[]): string {
  return scores.length === 0 ? "–" : formatScore(meanOf(scores));
}
