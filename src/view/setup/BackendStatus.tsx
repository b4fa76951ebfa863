/** Which backend computes, and why that one. */
import { useLab } from "../../state/use-lab.ts";
import { backendName } from "./SearchTrace.tsx";

export function BackendStatus() {
  const backend = useLab((lab) => lab.backend);
  return (
    <p className="backend" role="status" aria-label="Backend">
      <span className={`backend-light backend-${backend.kind}`} aria-hidden="true" />
      {backend.kind === "ready" && (
        <span>
          <b>{backendName(backend.report.backend)}</b> {backend.report.reason}
        </span>
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
