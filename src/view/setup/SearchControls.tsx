/** Find mask, Cancel, and the progress of the searches. */
import { useEffect, useRef } from "react";
import { formatCount } from "../../base/format.ts";
import type { SearchLatest } from "../../state/lab-state.ts";
import { isOverSpace, isSearching, whyNoSearch } from "../../state/derived.ts";
import type { Lab } from "../../state/lab-store.ts";
import { mainLane, otherLanes } from "../../state/lanes.ts";
import { useActions, useLab, useLane } from "../../state/use-lab.ts";
import { formatScore, formatSeconds } from "../parts/format.ts";
import { EachLane } from "../lanes/EachLane.tsx";
import { useLaneTitle, useLaneLabel } from "../lanes/lane-label.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { Term } from "../terms/Term.tsx";

export function SearchControls() {
  const searching = useLab(isSearching);
  const reason = useLab((lab) => whyNoSearch(lab));
  const note = useLab(searchNote);
  const { findMask, cancelSearch } = useActions();
  // The pressed button is replaced by the other one; move the focus to it.
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
          <EachLane>
            <SearchProgressBar />
          </EachLane>
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
          {note !== null && (
            <p className="field-note" id="find-mask-reason">
              {note}
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** Returns why no search can start or, before the first one, what it would find; null afterwards. */
function searchNote(lab: Lab): string | null {
  const reason = whyNoSearch(lab);
  if (reason !== null || mainLane(lab).finding?.from.kind === "search") return reason;
  const each = { model: ", for each model", class: ", for each class" };
  const compares = otherLanes(lab)[0]?.compares ?? null;
  const whose = compares === null ? "" : each[compares];
  return isOverSpace(lab)
    ? `Finds where and when the class depends on motion${whose}.`
    : `Finds the frames the class depends on${whose}.`;
}

function progressText({ step, of, lowerBound }: SearchLatest): string {
  return lowerBound === undefined
    ? `Step ${step} of ${of}`
    : `${formatCount(step)} of at most ${formatCount(of)} masks`;
}

function SearchProgressBar() {
  const search = useLane((lane) => lane.search);
  const title = useLaneTitle();
  const label = useLaneLabel();
  if (search.kind !== "searching") return null;
  const { latest } = search;
  // Searches share one device: the second one waits for the first.
  const text = latest === null ? "Choosing where to start" : progressText(latest);
  return (
    <div className="search-progress">
      <p className="job-text">
        <span>
          {title !== null && `${title}: `}
          <b>
            <Term name={latest?.lowerBound === undefined ? "step" : "exact"}>{text}</Term>
          </b>
        </span>
        {latest !== null && <span className="numbers">{`${formatSeconds(latest.secondsLeft)} left`}</span>}
      </p>
      {latest?.lowerBound !== undefined && (
        <p className="field-note numbers">
          {`Lowest loss ${formatScore(latest.loss)}; nothing below ${formatScore(latest.lowerBound)} is possible.`}
        </p>
      )}
      <ProgressBar name={label("Mask search")} done={latest?.step ?? 0} of={latest?.of ?? 0} text={text} />
    </div>
  );
}
