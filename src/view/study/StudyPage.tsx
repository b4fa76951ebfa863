/** The study page: choose many clips, follow the run, read the results. */
import { useEffect, useMemo, useRef } from "react";
import type { OpenStudy } from "../../state/study-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import "../styles/results-page.css";
import "../styles/table.css";
import "../styles/statistics.css";
import "../styles/study.css";
import { OpenedRecordsBar } from "./OpenedRecordsBar.tsx";
import { RecordsButton } from "./RecordsButton.tsx";
import { StudyResults } from "./StudyResults.tsx";
import { StudySetup } from "./StudySetup.tsx";
import { StudyStatus } from "./StudyStatus.tsx";

export default function StudyPage() {
  const { read, preparing, open, records, refused } = useLab((lab) => lab.study);
  const { study } = useActions();
  useEffect(() => {
    void study.read();
    study.dismissOffer();
  }, [study]);
  const title = useRef<HTMLHeadingElement>(null);
  const wasRead = useRef(false);
  const chosen = open !== null;
  useEffect(() => {
    // The pressed button disappears with its form or its study; move the lost focus to the title.
    if (wasRead.current && document.activeElement === document.body) title.current?.focus();
    wasRead.current = read;
  }, [read, chosen]);
  return (
    <main className="results-page study">
      <section className="results-intro" aria-labelledby="study-title">
        <h2 id="study-title" ref={title} tabIndex={-1}>
          A study of many clips
        </h2>
        <p className="results-lede">
          Find the mask of every clip with one or two models, and see what holds across all of them. The study
          runs in this browser, saves each clip’s result as it comes, and can be paused and resumed.
        </p>
      </section>
      {refused !== null && (
        <div className="problem" role="alert">
          <Icon name="alert" />
          <p>{refused}</p>
          <button type="button" className="button" onClick={() => study.dismissRefusal()}>
            Dismiss
          </button>
        </div>
      )}
      {records !== null ? (
        <>
          <OpenedRecordsBar opened={records} />
          <StudyResults plan={records.merged.plan} merged={records.merged} running={false} />
        </>
      ) : (
        <>
          {!read && <p className="results-waiting">Looking for a saved study in this browser.</p>}
          {read && open === null && <StudySetup preparing={preparing} />}
          {open !== null && <StudyStatus open={open} preparing={preparing} />}
          {open === null && preparing === null && <RecordsButton />}
          {open !== null && open.records.length > 0 && <OwnResults open={open} />}
        </>
      )}
    </main>
  );
}

function OwnResults({ open: { plan, records, phase } }: { readonly open: OpenStudy }) {
  // The records come from one run, so there is nothing to merge.
  const merged = useMemo(() => ({ plan, records, duplicates: 0, conflicts: [], torn: [] }), [plan, records]);
  return <StudyResults plan={plan} merged={merged} running={phase.kind === "running"} />;
}
