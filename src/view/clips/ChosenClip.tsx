/** The current clip: its name, its trim handles, and the button that removes it. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { Trim } from "./trim/Trim.tsx";

export function ChosenClip() {
  const onPage = useLab((lab) => lab.onPage);
  const { removeClip } = useActions();
  if (onPage === null) return null;
  return (
    <div className="clips-chosen">
      {/* The gallery already marks a bundled clip. */}
      {onPage.input.kind !== "bundled" && (
        <p>
          Current clip: <b>{onPage.clip.name}</b>
        </p>
      )}
      <button
        type="button"
        className="round round-small clips-remove"
        aria-label="Remove clip"
        onClick={removeClip}
      >
        <Icon name="close" />
      </button>
      <Trim onPage={onPage} />
    </div>
  );
}
