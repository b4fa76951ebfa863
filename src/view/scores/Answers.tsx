/** The scores of each lane, their faithfulness and, with two lanes, how they compare. */
import { Comparison } from "./Comparison.tsx";
import { FaithfulnessPanel } from "../faithfulness/FaithfulnessPanel.tsx";
import { EachLane, useComparing } from "../lanes/EachLane.tsx";
import { ScorePanel } from "./ScorePanel.tsx";

export function Answers() {
  const compared = useComparing();
  return (
    <div className={compared ? "answers answers-compared" : "answers"}>
      <EachLane>
        <ScorePanel />
      </EachLane>
      {compared && <Comparison />}
      <EachLane>
        <FaithfulnessPanel />
      </EachLane>
    </div>
  );
}
