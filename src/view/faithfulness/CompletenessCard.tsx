/** Shows whether the frames' contributions add up to the drop from perturbing all of them. */
import { useCallback, useMemo } from "react";
import type { Completeness, Faithfulness } from "../../faithfulness/faithfulness.ts";
import { isOn } from "../../state/derived.ts";
import { useLane } from "../../state/use-lab.ts";
import { formatSigned } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import { PlotPlace } from "../parts/PlotPlace.tsx";
import { Facts, PlotKey, MeasureCard } from "./MeasureCard.tsx";
import { drawAttributions } from "./faithfulness-plots.ts";

export function CompletenessCard({ report: { completeness } }: { readonly report: Faithfulness }) {
  return (
    <MeasureCard term="completeness" title="Completeness">
      {completeness === null ? (
        <p className="field-note">
          Not measured for reversing: a run is either reversed or not, with no path in between to follow.
        </p>
      ) : (
        <Shares {...completeness} />
      )}
    </MeasureCard>
  );
}

function Shares({ attributions, sum, expected }: Completeness) {
  const mask = useLane((lane) => lane.mask);
  const on = useMemo(() => attributions.map((_, t) => isOn(mask, t)), [attributions, mask]);
  const draw = useCallback((width: number) => drawAttributions(attributions, on, width), [attributions, on]);
  const inside = attributions.reduce((total, value, t) => total + (on[t] ? value : 0), 0);
  return (
    <>
      <PlotPlace
        label={`Plot of each frame’s contribution to the drop in score: the mask’s frames contribute ${formatScore(inside)} of ${formatScore(sum)}.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["bar", "frames in the mask"],
          ["edge", "other frames"],
        ]}
      />
      <Facts
        facts={[
          ["Total drop: OS minus score of the fully perturbed clip", formatSigned(expected)],
          ["Sum over all frames", formatSigned(sum)],
          ["Sum over the mask’s frames", formatSigned(inside)],
        ]}
      />
    </>
  );
}
