/** Find mask, Cancel, and how far the search has come. */
import { useEffect, useRef } from "react";
import { whyNoSearch } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatSeconds } from "../format.ts";
import { ProgressBar } from "../ProgressBar.tsx";

export function SearchControls() {
  const searching = useLab(({ search }) => search.kind === "searching");
  const reason = useLab(whyNoSearch);
  const found = useLab(({ finding }) => finding?.from.kind === "search");
  const { findMask, cancelSearch } = useActions();
  // The button that was pressed makes way for the other one; the focus goes along.
  const controls = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    if (focused.current) controls.current?.querySelector("button")?.focus();
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
              {reason ?? "Learns which frames the class score needs."}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function SearchProgressBar() {
  const latest = useLab(({ search }) => (search.kind === "searching" ? search.latest : null));
  const text = latest === null ? "Choosing where to start" : `Step ${latest.step} of ${latest.of}`;
  return (
    <div className="search-progress">
      <p className="job-text">
        <b>{text}</b>
        {latest !== null && <span className="numbers">{`${formatSeconds(latest.secondsLeft)} left`}</span>}
      </p>
      <ProgressBar name="Mask search" done={latest?.step ?? 0} of={latest?.of ?? 0} text={text} />
    </div>
  );
}
