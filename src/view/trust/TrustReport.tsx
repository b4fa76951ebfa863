/** The measurements behind a verdict: each with its plot, its numbers and what they mean. Loaded when first wanted. */
import { ChanceCards } from "./ChanceCards.tsx";
import { CompletenessCard } from "./CompletenessCard.tsx";
import { AgainCards } from "./AgainCards.tsx";
import { WindowCard } from "./WindowCard.tsx";
import type { Trusted } from "../../state/trusted.ts";

export default function TrustReport(trusted: Trusted) {
  return (
    <div className="trust-cards">
      <WindowCard {...trusted} />
      <ChanceCards report={trusted.report} />
      <CompletenessCard report={trusted.report} />
      <AgainCards report={trusted.report} />
    </div>
  );
}
