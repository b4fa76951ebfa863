import { expect, test } from "vitest";
import { maskRuns } from "../../../src/math/mask-runs.ts";
import { perturbedText } from "../../../src/view/table/perturbed-text.ts";

test.each([
  { mask: "0000", text: "no frame frozen" },
  { mask: "0010", text: "frame 3 frozen" },
  { mask: "0111", text: "frames 2 to 4 frozen" },
  { mask: "1011", text: "frames 1 and 3 to 4 frozen" },
  { mask: "1010110", text: "frames 1, 3 and 5 to 6 frozen" },
])("$mask reads “$text”", ({ mask, text }) => {
  expect(perturbedText(maskRuns([...mask].map(Number), 0.5), "frozen")).toBe(text);
});
