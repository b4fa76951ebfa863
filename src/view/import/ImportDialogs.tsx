/** Opens the import dialog once a file has been inspected. Loaded on first use. */
import { lazy, Suspense } from "react";
import { useLab } from "../../state/use-lab.ts";

const ImportDialog = lazy(() => import("./ImportDialog.tsx"));

export function ImportDialogs() {
  const importing = useLab((lab) => lab.importing);
  if (importing.kind !== "asking") return null;
  return (
    <Suspense fallback={null}>
      {/* Each file gets a new form. */}
      <ImportDialog key={importing.inspection.from} question={importing} />
    </Suspense>
  );
}
