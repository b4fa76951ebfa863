/** Opens the history. Its drawer is loaded on first use. */
import { lazy, Suspense, useState } from "react";
import { Icon } from "../parts/icons.tsx";

const HistoryDrawer = lazy(() => import("./HistoryDrawer.tsx"));

export function HistoryButton() {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button-compact"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <Icon name="clock" />
        <span>History</span>
      </button>
      {asked && (
        <Suspense>
          <HistoryDrawer open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
