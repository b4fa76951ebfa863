/** Shows how much this browser saves for the page, and clears it. Every size is measured. */
import { useEffect } from "react";
import type { SavedSizes } from "../../state/saved-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { Confirm } from "./Confirm.tsx";

export function SavedFiles() {
  const measured = useLab((lab) => lab.savedSizes);
  // The history's size changes with every search and deletion.
  const history = useLab((lab) => lab.history);
  const { saved: actions } = useActions();
  useEffect(() => {
    void actions.measure();
  }, [actions, history]);
  return (
    <details className="saved-files">
      <summary>
        Storage
        {measured.kind === "ready" && <span className="numbers">{formatBytes(inAll(measured.sizes))}</span>}
      </summary>
      {measured.kind === "unknown" && <p className="field-note">Measuring.</p>}
      {measured.kind === "failed" && <p className="field-note">{measured.reason}</p>}
      {measured.kind === "ready" && <Sizes sizes={measured.sizes} />}
    </details>
  );
}

function inAll({ page, models, ownModels, clips, history, originals, study }: SavedSizes): number {
  return page + models + ownModels + clips + history + originals + study;
}

function Sizes({ sizes }: { readonly sizes: SavedSizes }) {
  const { saved } = useActions();
  const { page, models, ownModels, clips, history, originals, study, quota, offline } = sizes;
  return (
    <>
      <p className="field-note">
        {offline
          ? "The page, its models and its clips are saved in this browser, so they work offline."
          : "The page’s own files are not saved in this browser, so it needs a network to open."}
      </p>
      <dl className="saved-sizes">
        <Size name="Page" bytes={page} />
        <Size name="Models" bytes={models} />
        {ownModels > 0 && <Size name="Your models" bytes={ownModels} />}
        <Size name="Clips" bytes={clips} />
        <Size name="History" bytes={history} />
        {originals > 0 && <Size name="Your clips in the history" bytes={originals} />}
        {study > 0 && <Size name="Your study" bytes={study} />}
        <Size name="Total" bytes={inAll(sizes)} />
      </dl>
      {quota !== null && (
        <p className="field-note">{`The browser lets this site save up to ${formatBytes(quota)}.`}</p>
      )}
      <div className="saved-actions">
        <button
          type="button"
          className="button-quiet"
          disabled={models === 0}
          onClick={() => void saved.clearModels()}
        >
          Clear cached models
        </button>
        <Confirm
          label="Clear all saved data"
          question="Clear the history, your models, your study and all saved files? This cannot be undone."
          yes="Clear everything"
          onConfirm={() => void saved.clearAll()}
        />
      </div>
    </>
  );
}

function Size({ name, bytes }: { readonly name: string; readonly bytes: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="numbers">{bytes === 0 ? "nothing" : formatBytes(bytes)}</dd>
    </div>
  );
}
