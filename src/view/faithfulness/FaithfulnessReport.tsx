/** The measurements behind a verdict, each with its plot, numbers and meaning. Loaded when first needed. */
import { MethodLink } from "../method/MethodLink.tsx";
import { ChanceCards } from "./ChanceCards.tsx";
import { CompletenessCard } from "./CompletenessCard.tsx";
import { AgainCards } from "./AgainCards.tsx";
import { WindowCard } from "./WindowCard.tsx";
import type { Faithfulness } from "../../state/faithfulness.ts";

export default function FaithfulnessReport({ measured: { report }, beside }: Faithfulness) {
  return (
    <>
      <div className="faithfulness-cards">
        <WindowCard {...beside} />
        <ChanceCards report={report} />
        <CompletenessCard report={report} />
        <AgainCards report={report} />
      </div>
      <p className="field-note">
        How it is measured: <MethodLink part="faithfulness" />
      </p>
    </>
  );
}
