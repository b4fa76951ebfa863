/** The first three recorded steps of both reference searches; `tests/slow` follows all of them. */
import { describe, test } from "vitest";
import { followReferenceSearch } from "../../support/follow-reference-search.ts";
import { hasReference, NO_REFERENCE, readReference } from "../../support/reference.ts";
import type { ReferenceKind, ReferenceVectors } from "../../support/reference-models.ts";

const title =
  "searchTemporalMask with the paper preset" + (hasReference ? "" : ` (skipped: ${NO_REFERENCE})`);

describe.skipIf(!hasReference)(title, () => {
  test.each<ReferenceKind>(["i3d", "convlstm"])(
    "repeats the first three steps of the released code on %s",
    async (kind) => {
      await followReferenceSearch(kind, readReference<ReferenceVectors>(kind), 3);
    },
    10 * 60_000,
  );
});
