import { expect, test } from "vitest";
import { matchingClips } from "../../../src/view/clips/gallery/matching-clips.ts";
import { FAKE_CLIPS } from "../../support/page-harness/fake-clients.ts";

test.each([
  { wanted: " ", found: ["up-1", "apart-1"] },
  { wanted: "UP", found: ["up-1"] },
  { wanted: "away something", found: ["apart-1"] }, // by its class, words in any order
  { wanted: "hard", found: ["apart-1"] },
  { wanted: "up apart", found: [] },
])("“$wanted” finds $found", ({ wanted, found }) => {
  expect(matchingClips(FAKE_CLIPS, wanted).map(({ id }) => id)).toEqual(found);
});
