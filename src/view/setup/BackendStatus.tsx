/** Shows which backend runs, and why. */
import { useLab } from "../../state/use-lab.ts";
import { backendName } from "../parts/format.ts";
import { Term } from "../terms/Term.tsx";

const BACKEND_TERMS = ["webgpu", "wasm", "cpu"] as const;

export function BackendStatus() {
  const backend = useLab((lab) => lab.backend);
  return (
    <p className="backend" role="status" aria-label="Backend">
      <span className={`backend-light backend-${backend.kind}`} aria-hidden="true" />
      {backend.kind === "ready" && (
        <BackendReason name={backendName(backend.report.backend)} reason={backend.report.reason} />
      )}
      {backend.kind === "starting" && <span>Starting the backend.</span>}
      {backend.kind === "failed" && (
        <span>
          <b>No backend</b> {backend.message}
        </span>
      )}
    </p>
  );
}

/** Shows the name and the reason. Most reasons begin with the name; it is then not repeated. */
function BackendReason({ name, reason }: { readonly name: string; readonly reason: string }) {
  const term = BACKEND_TERMS.find((known) => known === name.toLowerCase());
  return (
    <span>
      <b>{term === undefined ? name : <Term name={term}>{name}</Term>}</b>
      {reason.startsWith(name) ? reason.slice(name.length) : ` ${reason}`}
    </span>
  );
}
