/** A first visit's line over the lab: from an open page to a shared result, one button at a time. Never in the way. */
import { whyNoSearch } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { pressControl } from "../press-control.ts";
import { useHelp } from "./help-context.ts";

export function Greeting() {
  const { greeting } = useHelp();
  return greeting ? <FirstSteps /> : null;
}

function FirstSteps() {
  const { show, endGreeting } = useHelp();
  const { findMask } = useActions();
  const reason = useLab(whyNoSearch);
  const searching = useLab(({ search }) => search.kind === "searching");
  const found = useLab(({ finding }) => finding !== null);
  const fromLink = useLab(({ finding }) => finding?.from.kind === "link");
  return (
    <aside className="greeting" aria-label="Welcome">
      <p>
        {found ? (
          <>
            {fromLink ? "Somebody found these frames. " : "These are the frames it needs. "}
            <small>Change the mask and watch the scores, or send the result to somebody.</small>
          </>
        ) : searching ? (
          <>
            Freezing frames until the model loses the class.
            <small>Watch the mask under the players.</small>
          </>
        ) : (
          <>
            Which frames does a video classifier need? Freeze them, and it no longer sees what happens.
            <small>Or drop a short clip of yours anywhere: it stays on this machine.</small>
          </>
        )}
      </p>
      <div className="greeting-ways">
        {found ? (
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              pressControl("copy");
              endGreeting();
            }}
          >
            Copy the link
          </button>
        ) : (
          <button
            type="button"
            className="button button-primary"
            disabled={searching || reason !== null}
            onClick={() => void findMask()}
          >
            {searching ? "Searching" : "Find the mask of this clip"}
          </button>
        )}
        <button type="button" className="button" onClick={() => show("tour")}>
          Take the tour
        </button>
        <button type="button" className="round" aria-label="Dismiss the welcome" onClick={endGreeting}>
          <Icon name="close" />
        </button>
      </div>
    </aside>
  );
}
