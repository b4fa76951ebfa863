/** Starting the backend. The worker chooses it, and chooses again when it loses its device. */
import type { LabContext } from "./context.ts";

/**
 * Starts the backend if it is not running, and shows the one that runs.
 *
 * @throws {LabError} as the worker does; the message is also shown as the backend's state.
 */
export async function startBackend({ deps, get, set }: LabContext): Promise<void> {
  try {
    const report = await deps.lab.run("start", deps.backendWish ?? {});
    const { backend } = get();
    if (backend.kind !== "ready" || backend.report.reason !== report.reason)
      set({ backend: { kind: "ready", report } });
  } catch (error) {
    set({ backend: { kind: "failed", message: error instanceof Error ? error.message : String(error) } });
    throw error;
  }
}
