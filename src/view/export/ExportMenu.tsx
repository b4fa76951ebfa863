/** Button that opens the export dialog, which is loaded on first use. */
import { lazy, Suspense, useState } from "react";
import { whyNoTakeAway } from "../../state/take-away.ts";
import { useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";

const ExportDialog = lazy(() => import("./ExportDialog.tsx"));

export function ExportMenu() {
  const [open, setOpen] = useState(false);
  const why = useLab(whyNoTakeAway);
  return (
    <>
      <button
        type="button"
        className="button export-open"
        aria-haspopup="dialog"
        aria-describedby={why === null ? undefined : "export-why"}
        title={why ?? undefined}
        disabled={why !== null}
        onClick={() => setOpen(true)}
      >
        <Icon name="download" />
        <span>Export</span>
      </button>
      {why !== null && (
        <span id="export-why" className="visually-hidden">
          {why}
        </span>
      )}
      {open && (
        <Suspense fallback={null}>
          <ExportDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
