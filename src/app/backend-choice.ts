/** `?backend=wasm` in the address: to compare backends, and to get round a broken one. */
import type { BackendName } from "../worker/protocol.ts";

const NAMES: readonly BackendName[] = ["webgpu", "wasm", "cpu"];

/** The backend that the address asks for; undefined where it names none that there is. */
export function preferredBackend(search: string): BackendName | undefined {
  const asked = new URLSearchParams(search).get("backend");
  return NAMES.find((name) => name === asked);
}
