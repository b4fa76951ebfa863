/** Which backend runs. The worker chooses, and chooses anew when it loses its device. */
import type { LabContext } from "./context.ts";

/** Starts the backend; asked again, shows the one that runs by now. */
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
