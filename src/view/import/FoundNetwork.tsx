/** Says in a few lines what a file holds. */
import type { Inspection } from "../../recognise/inspection.ts";

export function FoundNetwork({ inspection }: { readonly inspection: Inspection }) {
  const { from, format, kind, network, naming, classCount, parameters } = inspection;
  return (
    <dl className="found">
      <dt>File</dt>
      <dd>{`${from}, ${format}`}</dd>
      <dt>Network</dt>
      <dd>{kind === "tfjs" ? network : `${network}, weights named as in ${naming}`}</dd>
      <dt>Size</dt>
      <dd>{`${classCount > 0 ? `${classCount} classes, ` : ""}${formatCount(parameters)} weights`}</dd>
    </dl>
  );
}

/** Returns a large number in words: "12.3 million". */
function formatCount(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} million`;
  return count >= 1e4 ? `${Math.round(count / 1e3)} thousand` : String(count);
}
