/** Every recorded step of both reference searches, the final mask and its scores. */
import { describe, test } from "vitest";
import { followReferenceSearch } from "../support/follow-reference-search.ts";
import { hasReference, NO_REFERENCE, readReference } from "../support/reference.ts";
import type { ReferenceKind, ReferenceVectors } from "../support/reference-models.ts";

const title =
  "searchTemporalMask with the paper preset" + (hasReference ? "" : ` (skipped: ${NO_REFERENCE})`);

describe.skipIf(!hasReference)(title, () => {
  test.each<ReferenceKind>(["i3d", "convlstm"])(
    "repeats all recorded steps of the released code on %s",
    async (kind) => {
      const reference = readReference<ReferenceVectors>(kind);
      await followReferenceSearch(kind, reference, reference.trajectory.length);
    },
    40 * 60_000,
  );
});
