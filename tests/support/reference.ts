/** The reference vectors, from Node. What each holds is told in the folder's own README. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../shared/reference/", import.meta.url));

/** Whether the reference vectors are here; they lie beside the repository, not in it. */
export const hasReference = existsSync(FOLDER);

/** Why a test that needs them is skipped. */
export const NO_REFERENCE = "the reference vectors (../shared/reference) are not on this machine";

/** A reference file, parsed. */
export function readReference<T>(name: string): T {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, "utf8")) as T;
}
