/** Small committed clips; `scripts/make-clip-fixtures.sh` makes and describes them. */
import { fileURLToPath } from "node:url";

/** Returns the path of a clip in `tests/fixtures/clips`. */
export function clipFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/clips/${name}`, import.meta.url));
}
