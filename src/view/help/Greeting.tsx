/** Welcome bar of a first visit, above the lab: one button at a time, from the open page to a shared result. */
import { isSearching, whyNoSearch } from "../../state/derived.ts";
import { mainLane } from "../../state/lanes.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { pressControl } from "../shortcuts/press-control.ts";
import { useHelp } from "./help-context.ts";

export function Greeting() {
  const { greeting } = useHelp();
  return greeting ? <FirstSteps /> : null;
}

function FirstSteps() {
  const { show, endGreeting } = useHelp();
  const { findMask } = useActions();
  const reason = useLab((lab) => whyNoSearch(lab));
  const searching = useLab(isSearching);
  const found = useLab((lab) => mainLane(lab).finding !== null);
  const fromLink = useLab((lab) => mainLane(lab).finding?.from.kind === "link");
  return (
    <aside className="greeting" aria-label="Welcome">
      <p>
        {found ? (
          <>
            {fromLink ? "Shared result. " : "These are the frames the model relies on. "}
            <small>
              {fromLink
                ? "Edit the mask, or pass it on."
                : "Edit the mask and watch the scores, or share the result."}
            </small>
          </>
        ) : searching ? (
          <>
            Freezing frames until the model no longer recognises the action.
            <small>Watch the mask below the players.</small>
          </>
        ) : (
          <>
            Which frames does a video classifier rely on? Freeze those, and it no longer recognises the
            action.
            <small>Or drop in a short clip of your own: it stays on this machine.</small>
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
