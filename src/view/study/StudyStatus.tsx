/** Progress of a study, with buttons that pause, resume or discard it. */
import { studyCounts, type OpenStudy } from "../../state/study-state.ts";
import { useActions } from "../../state/use-lab.ts";
import { formatSeconds } from "../parts/format.ts";
import { Confirm } from "../history/Confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { counted, planText, progressText } from "./words.ts";

interface StudyStatusProps {
  readonly open: OpenStudy;
  /** What is being prepared before the study can go on, as in the state; null if nothing. */
  readonly preparing: string | null;
}

export function StudyStatus({ open, preparing }: StudyStatusProps) {
  const { study } = useActions();
  const { plan, records, phase, notSaved } = open;
  const { done, of } = studyCounts(open);
  const busy = phase.kind === "running" || preparing !== null;
  const problems = records.filter(({ problem }) => problem !== null).length;
  return (
    <section className="panel study-status" aria-labelledby="study-state">
      <div className="study-head">
        <h3 id="study-state">{titleOf(open, preparing)}</h3>
        <p className="numbers" role="status" aria-label="Clips done">
          {`${done} of ${counted(of, "clip")} done`}
          {problems > 0 && `, ${problems} with a problem`}
        </p>
      </div>
      <ProgressBar name="Study" done={done} of={of} text={`${done} of ${counted(of, "clip")} done`} />
      <p className="study-doing numbers">{doingText(open, preparing)}</p>
      {busy && (
        <p className="study-left numbers">
          {phase.kind === "running" && phase.secondsLeft !== null
            ? `About ${formatSeconds(phase.secondsLeft)} left.`
            : "The time left appears after the first clip."}
        </p>
      )}
      {phase.kind === "paused" && phase.why !== null && (
        <div className="problem" role="alert">
          <Icon name="alert" />
          <p>{`The study stopped. ${phase.why}`}</p>
        </div>
      )}
      {notSaved !== null && (
        <div className="problem" role="alert">
          <Icon name="alert" />
          <p>{`${notSaved} The study goes on, but reloading the page would lose it: save its records before you leave.`}</p>
        </div>
      )}
      <p className="field-note">
        {`${planText(plan)}.`}
        {busy && " You can use the lab in the meantime; its work takes turns with the study."}
      </p>
      <div className="study-actions">
        {phase.kind !== "finished" && (
          // One button for both, so that it keeps the focus.
          <button
            type="button"
            className="button button-primary"
            onClick={() => (busy ? study.pause() : void study.resume())}
          >
            <Icon name={busy ? "pause" : "play"} />
            {busy ? "Pause" : `Resume study, ${done} of ${of} done`}
          </button>
        )}
        <Confirm
          label={phase.kind === "finished" ? "New study" : "Discard study"}
          question={
            records.length === 0
              ? "Discard this study?"
              : `Discard this study and its ${counted(records.length, "record")}? Save them first if you want to keep them.`
          }
          yes="Discard"
          onConfirm={() => void study.discard()}
        />
      </div>
    </section>
  );
}

function titleOf({ phase }: OpenStudy, preparing: string | null): string {
  if (preparing !== null) return "Getting ready";
  return { running: "Running", paused: "Paused", finished: "Finished" }[phase.kind];
}

function doingText({ plan, phase, notSaved }: OpenStudy, preparing: string | null): string {
  if (preparing !== null) return `${preparing}.`;
  switch (phase.kind) {
    case "running": {
      const { progress } = phase;
      return progress === null ? "Starting." : progressText(progress, plan);
    }
    case "paused":
      return notSaved === null
        ? "Finished clips are saved in this browser. The clip in progress will start over."
        : "The clip in progress will start over.";
    case "finished":
      return notSaved === null
        ? "All results are saved in this browser until you discard the study."
        : "All clips are done.";
  }
}
