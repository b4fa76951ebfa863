/** Small committed clips; `scripts/make-clip-fixtures.sh` made them and says what they show. */
import { fileURLToPath } from "node:url";

/** Path of one of `tests/fixtures/clips`. */
export function clipFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/clips/${name}`, import.meta.url));
}
