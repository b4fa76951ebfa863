/** Whether what the frames take, one by one, adds up to what perturbing all of them takes. */
import { useCallback, useMemo } from "react";
import type { Completeness, Faithfulness } from "../../faithfulness/faithfulness.ts";
import { isOn } from "../../state/derived.ts";
import { useLane } from "../../state/use-lab.ts";
import { formatSigned } from "../../base/format.ts";
import { formatScore } from "../format.ts";
import { PlotPlace } from "../PlotPlace.tsx";
import { Facts, PlotKey, MeasureCard } from "./MeasureCard.tsx";
import { drawAttributions } from "./faithfulness-plots.ts";

export function CompletenessCard({ report: { completeness } }: { readonly report: Faithfulness }) {
  return (
    <MeasureCard term="completeness" title="Completeness">
      {completeness === null ? (
        <p className="field-note">
          Not measured for reversing: a run is reversed or it is not, and nothing leads from the one to the
          other.
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
        label={`Plot of what each frame takes from the score: the mask’s frames take ${formatScore(inside)} of ${formatScore(sum)}.`}
        draw={draw}
      />
      <PlotKey
        signs={[
          ["bar", "perturbed by the mask"],
          ["edge", "as filmed"],
        ]}
      />
      <Facts
        facts={[
          ["OS less the score of the wholly perturbed clip", formatSigned(expected)],
          ["Sum over frames", formatSigned(sum)],
          ["Of that in the mask", formatSigned(inside)],
        ]}
      />
    </>
  );
}
