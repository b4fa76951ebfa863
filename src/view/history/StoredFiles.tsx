/** Shows how much this browser stores for the page, and clears it. Every size is measured. */
import { useEffect } from "react";
import type { StoredSizes } from "../../state/saved-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatBytes } from "../format.ts";
import { Confirm } from "./Confirm.tsx";

export function StoredFiles() {
  const stored = useLab((lab) => lab.stored);
  // The history's size changes with every search and deletion.
  const history = useLab((lab) => lab.history);
  const { stored: actions } = useActions();
  useEffect(() => {
    void actions.measure();
  }, [actions, history]);
  return (
    <details className="stored">
      <summary>
        Storage
        {stored.kind === "ready" && <span className="numbers">{formatBytes(inAll(stored.sizes))}</span>}
      </summary>
      {stored.kind === "unknown" && <p className="field-note">Measuring.</p>}
      {stored.kind === "failed" && <p className="field-note">{stored.reason}</p>}
      {stored.kind === "ready" && <Sizes sizes={stored.sizes} />}
    </details>
  );
}

function inAll({ page, models, ownModels, clips, history, originals, study }: StoredSizes): number {
  return page + models + ownModels + clips + history + originals + study;
}

function Sizes({ sizes }: { readonly sizes: StoredSizes }) {
  const { stored } = useActions();
  const { page, models, ownModels, clips, history, originals, study, quota, offline } = sizes;
  return (
    <>
      <p className="field-note">
        {offline
          ? "The page, its models and its clips are saved in this browser, so they work offline."
          : "The page’s own files are not saved in this browser, so it needs a network to open."}
      </p>
      <dl className="stored-sizes">
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
        <p className="field-note">{`The browser lets this site store up to ${formatBytes(quota)}.`}</p>
      )}
      <div className="stored-actions">
        <button
          type="button"
          className="button-quiet"
          disabled={models === 0}
          onClick={() => void stored.clearModels()}
        >
          Clear cached models
        </button>
        <Confirm
          label="Clear all saved data"
          question="Clear the history, your models, your study and all saved files? This cannot be undone."
          yes="Clear everything"
          onConfirm={() => void stored.clearAll()}
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
