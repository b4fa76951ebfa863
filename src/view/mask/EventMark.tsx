/** Marks the true event below the mask, for clips whose event is known. */
import { formatRuns } from "../../base/format.ts";
import { useLab } from "../../state/use-lab.ts";
import { Term } from "../terms/Term.tsx";

export function EventMark({ T }: { readonly T: number }) {
  const event = useLab(({ onPage }) => onPage?.clip.event ?? null);
  if (event === null) return null;
  const [first, last] = event;
  return (
    <p className="event" style={{ "--first": first, "--length": last - first + 1, "--columns": T }}>
      <span className="event-line">
        <span className="event-text">
          <Term name="event">true event</Term>
          <span className="visually-hidden">{`: ${formatRuns([event], " to ")}`}</span>
        </span>
      </span>
    </p>
  );
}
