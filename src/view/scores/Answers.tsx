/** The scores of each lane and, where there are two, how they compare. */
import { LaneContext, useLab } from "../../state/use-lab.ts";
import { Comparison } from "./Comparison.tsx";
import { ScorePanel } from "./ScorePanel.tsx";

export function Answers() {
  const compared = useLab(({ second }) => second !== null);
  if (!compared) return <ScorePanel />;
  return (
    <div className="answers">
      <ScorePanel />
      <LaneContext value="second">
        <ScorePanel />
      </LaneContext>
      <Comparison />
    </div>
  );
}
