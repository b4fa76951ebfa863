/** Find mask, Cancel, and how far the searches have come. */
import { useEffect, useRef } from "react";
import { isSearching, whyNoSearch } from "../../state/derived.ts";
import { LaneContext, useActions, useLab, useLane } from "../../state/use-lab.ts";
import { formatSeconds } from "../format.ts";
import { useComparedModel, useLaneLabel } from "../lane-label.ts";
import { ProgressBar } from "../ProgressBar.tsx";
import { Term } from "../terms/Term.tsx";

export function SearchControls() {
  const searching = useLab(isSearching);
  const reason = useLab((lab) => whyNoSearch(lab));
  const compared = useLab(({ second }) => second !== null);
  const placed = useLab(({ maskKind }) => maskKind.kind === "spatiotemporal");
  const found = useLab(({ finding }) => finding?.from.kind === "search");
  const { findMask, cancelSearch } = useActions();
  // The button that was pressed makes way for the other one; the focus goes along.
  const controls = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    if (focused.current) controls.current?.querySelector<HTMLElement>(".button")?.focus();
  }, [searching]);
  return (
    <div
      className="search-controls"
      ref={controls}
      onFocus={() => (focused.current = true)}
      onBlur={() => (focused.current = false)}
    >
      {searching ? (
        <>
          <SearchProgressBar />
          {compared && (
            <LaneContext value="second">
              <SearchProgressBar />
            </LaneContext>
          )}
          <button type="button" className="button button-wide" onClick={cancelSearch}>
            Cancel
          </button>
        </>
      ) : (
        <>
          <button
            type="button"
            className="button button-primary button-wide"
            disabled={reason !== null}
            aria-describedby="find-mask-reason"
            onClick={() => void findMask()}
          >
            Find mask
          </button>
          {(reason !== null || !found) && (
            <p className="field-note" id="find-mask-reason">
              {reason ??
                `Learns ${placed ? "where and when the class score" : "which frames the class score"}${compared ? " of each model" : ""} needs${placed ? " motion" : ""}.`}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function SearchProgressBar() {
  const search = useLane((lane) => lane.search);
  const model = useComparedModel();
  const label = useLaneLabel();
  if (search.kind !== "searching") return null;
  const { latest } = search;
  // Searches share one device: the second one waits for the first.
  const text = latest === null ? "Choosing where to start" : `Step ${latest.step} of ${latest.of}`;
  return (
    <div className="search-progress">
      <p className="job-text">
        <span>
          {model !== null && `${model}: `}
          <b>
            <Term name="step">{text}</Term>
          </b>
        </span>
        {latest !== null && <span className="numbers">{`${formatSeconds(latest.secondsLeft)} left`}</span>}
      </p>
      <ProgressBar name={label("Mask search")} done={latest?.step ?? 0} of={latest?.of ?? 0} text={text} />
    </div>
  );
}
