/** Renders its children once per lane; inside them, `useLane` reads that lane. */
import type { ReactNode } from "react";
import { isComparing } from "../../state/lanes.ts";
import { LaneContext, useLab } from "../../state/use-lab.ts";

interface EachLaneProps {
  readonly children: ReactNode;
  /** Leaves out the main lane. Default false. */
  readonly others?: boolean;
}

export function EachLane({ children, others = false }: EachLaneProps) {
  const lanes = useLab((lab) => lab.lanes);
  return lanes.slice(others ? 1 : 0).map(({ id }) => (
    <LaneContext key={id} value={id}>
      {children}
    </LaneContext>
  ));
}

/** Returns whether several lanes are compared. */
export function useComparing(): boolean {
  return useLab(isComparing);
}
