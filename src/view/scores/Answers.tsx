/** The scores of each lane, whether to believe them and, where there are two, how they compare. */
import { LaneContext, useLab } from "../../state/use-lab.ts";
import { Comparison } from "./Comparison.tsx";
import { TrustPanel } from "../trust/TrustPanel.tsx";
import { ScorePanel } from "./ScorePanel.tsx";

export function Answers() {
  const compared = useLab(({ second }) => second !== null);
  if (!compared) {
    return (
      <div className="answers">
        <ScorePanel />
        <TrustPanel />
      </div>
    );
  }
  return (
    <div className="answers answers-compared">
      <ScorePanel />
      <LaneContext value="second">
        <ScorePanel />
      </LaneContext>
      <Comparison />
      <TrustPanel />
      <LaneContext value="second">
        <TrustPanel />
      </LaneContext>
    </div>
  );
}
