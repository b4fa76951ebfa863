/** The clip on the page: what it is called, which part of it is used, and the way to put it away. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { Trim } from "./trim/Trim.tsx";

export function ChosenClip() {
  const onPage = useLab((lab) => lab.onPage);
  const { removeClip } = useActions();
  if (onPage === null) return null;
  return (
    <div className="clips-chosen">
      {/* The gallery shows which of its own it is. */}
      {onPage.input.kind !== "bundled" && (
        <p>
          On the page: <b>{onPage.clip.name}</b>
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
