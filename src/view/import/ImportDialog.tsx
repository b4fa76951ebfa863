/** Dialog of an inspected checkpoint: what it holds, and the settings it leaves open. */
import type { ImportQuestion } from "../../state/import-state.ts";
import { useActions } from "../../state/use-lab.ts";
import { ModalDialog } from "../parts/ModalDialog.tsx";
import { FoundNetwork } from "./FoundNetwork.tsx";
import { ImportForm } from "./ImportForm.tsx";
import { MismatchTables } from "./MismatchTables.tsx";

export default function ImportDialog({ question }: { readonly question: ImportQuestion }) {
  const { imports } = useActions();
  const { inspection } = question;
  const fits = inspection.mismatches.every(({ problem }) => problem === "unexpected");
  return (
    <ModalDialog title="Load your model" wide onClose={imports.cancel}>
      <FoundNetwork inspection={inspection} />
      <MismatchTables inspection={inspection} />
      {fits ? (
        <ImportForm question={question} />
      ) : (
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={imports.cancel}>
            Close
          </button>
        </div>
      )}
    </ModalDialog>
  );
}
