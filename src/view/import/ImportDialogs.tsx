/** The dialog of an import, once a file has been looked into. Loaded when it is first needed. */
import { lazy, Suspense } from "react";
import { useLab } from "../../state/use-lab.ts";

const ImportDialog = lazy(() => import("./ImportDialog.tsx"));

export function ImportDialogs() {
  const importing = useLab((lab) => lab.importing);
  if (importing.kind !== "asking") return null;
  return (
    <Suspense fallback={null}>
      {/* Another file is another form. */}
      <ImportDialog key={importing.inspection.from} question={importing} />
    </Suspense>
  );
}
