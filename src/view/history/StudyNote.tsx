/** Note on the other pages about a running or unfinished study. */
import { isStudying, studyCounts } from "../../state/study-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";

export function StudyNote() {
  const elsewhere = useLab(({ page }) => page !== "study");
  const running = useLab(isStudying);
  const left = useLab(({ study: { open, offered } }) => (offered ? open : null));
  const { showPage, study } = useActions();
  if (!elsewhere || !(running || left !== null)) return null;
  const { done, of } = left === null ? { done: 0, of: 0 } : studyCounts(left);
  return (
    <div className="note">
      <Icon name="clock" />
      <p>
        {running
          ? "A study is running and shares the machine with the lab, so searches take longer."
          : `A study is paused, ${done} of ${of} clips done.`}
      </p>
      <span className="note-actions">
        <button type="button" className="button" onClick={() => showPage("study")}>
          Show the study
        </button>
        {!running && (
          <button type="button" className="button-quiet" onClick={() => study.dismissOffer()}>
            Dismiss
          </button>
        )}
      </span>
    </div>
  );
}
