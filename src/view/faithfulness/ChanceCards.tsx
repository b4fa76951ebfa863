/** Compares the mask with others: the order in which it ranks frames, and the frames it picks. */
import { useCallback } from "react";
import { meanOf, summariseSample } from "../../statistics/sample-summary.ts";
import type { CurveAgainstChance, Faithfulness } from "../../faithfulness/faithfulness.ts";
import { rankOf, type Rank } from "../../faithfulness/rank.ts";
import { formatP } from "../../base/format.ts";
import { formatPercent, formatScore } from "../parts/format.ts";
import { PlotPlace } from "../parts/PlotPlace.tsx";
import { Facts, PlotKey, MeasureCard } from "./MeasureCard.tsx";
import { drawCurve, drawEqualLength } from "./faithfulness-plots.ts";

export function ChanceCards({ report }: { readonly report: Faithfulness }) {
  return (
    <>
      <CurveCard title="Deletion" curve={report.deletion} better="lower" />
      <CurveCard title="Insertion" curve={report.insertion} better="higher" />
      <EqualLengthCard report={report} />
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
  const { chance, centred } = curve;
  const { mean, deviation } = summariseSample(chance.areas);
  return (
    <MeasureCard term={title === "Deletion" ? "deletion" : "insertion"} title={title}>
      <PlotPlace
        label={`Plot of the score while frames are ${verb} one by one, in the mask’s order, in ${centred.areas.length} centre-out and in ${chance.orders} scattered orders. Area ${formatScore(curve.area)} against ${meanText(centred.areas)} and ${formatScore(mean)}.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["accent", "mask’s order"],
          ["ink", "centre-out orders, mean"],
          ["band", "scattered orders, mean ± deviation"],
        ]}
      />
      <Facts
        facts={[
          ["Area", formatScore(curve.area)],
          ["Centre-out orders, mean area", meanText(centred.areas)],
          ["Centre-out orders beaten", rankText(rankOf(curve.area, centred.areas, better))],
          ["Scattered orders, mean area", `${formatScore(mean)} ± ${formatScore(deviation)}`],
          ["Scattered orders beaten", rankText(rankOf(curve.area, chance.areas, better))],
        ]}
      />
    </MeasureCard>
  );
}

function EqualLengthCard({ report: { original, equalLength } }: { readonly report: Faithfulness }) {
  const { on, mask, random, windows, even } = equalLength;
  const draw = useCallback((width: number) => drawEqualLength(equalLength, width), [equalLength]);
  const insides = (others: typeof windows) => others.map(({ inside }) => inside);
  const means = (others: typeof windows) =>
    `${meanText(insides(others))} / ${meanText(others.map(({ outside }) => outside))}`;
  return (
    <MeasureCard term="necessity" title="Necessary and sufficient?">
      <PlotPlace
        label={`Plot of scores with the mask’s ${on} frames perturbed, ${formatScore(mask.inside)}, and with all others perturbed, ${formatScore(mask.outside)}, beside ${windows.length} windows as long and ${random.length} scattered picks of as many frames.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["dot", "the mask"],
          ["truth", "windows as long"],
          ["tick", "scattered picks"],
          ["ring", "evenly spread"],
        ]}
      />
      <Facts
        facts={[
          ["Mask’s frames perturbed", formatScore(mask.inside)],
          ["All others perturbed", formatScore(mask.outside)],
          [
            "Score kept with all others perturbed",
            formatPercent(original > 0 ? mask.outside / original : null),
          ],
          ["Windows as long, means of both", means(windows)],
          ["Windows beaten", rankText(rankOf(mask.inside, insides(windows)))],
          ["Scattered picks, means of both", means(random)],
          ["Scattered picks beaten", rankText(rankOf(mask.inside, insides(random)))],
          ["Evenly spread", `${formatScore(even.inside)} / ${formatScore(even.outside)}`],
        ]}
      />
    </MeasureCard>
  );
}

function meanText(scores: readonly number[]): string {
  return scores.length === 0 ? "–" : formatScore(meanOf(scores));
}

function rankText(rank: Rank | null): string {
  return rank === null ? "–" : `${rank.of - rank.asGood} of ${rank.of}, p ${formatP(rank.p)}`;
}
