/** Figures of a space-and-time mask: a panel with the mask over the frames, and matching texts. */
import { expect, test } from "vitest";
import { layFigure } from "../../../src/export/figure-layout.ts";
import { layFilmStrip } from "../../../src/export/film-strip-layout.ts";
import { describeFigure } from "../../../src/export/figure-facts.ts";
import { maskSvg } from "../../../src/export/mask-svg.ts";
import { figureFacts, figureRow } from "../../support/figure-facts.ts";
import { spatiotemporalMask } from "../../../src/math/mask.ts";

const T = 8;
/** A quarter of the cells on, in all frames. */
const grid = {
  T,
  h: 2,
  w: 2,
  values: Float32Array.from({ length: 4 * T }, (_, i) => (i % 4 === 0 ? 1 : 0.1)),
};
const placed = figureFacts({
  rows: [figureRow({ mask: spatiotemporalMask(grid), cam: null })],
});
const panels = ({ commands }: ReturnType<typeof layFilmStrip>) =>
  new Set(commands.flatMap((command) => (command.kind === "picture" ? [command.panel] : [])));

test("the figure and the film strip have a panel with the mask over the frames", () => {
  expect(panels(layFigure(placed, 960).at(3))).toEqual(new Set(["original", "overlay", "perturbed"]));
  expect(panels(layFilmStrip(placed, 960))).toEqual(new Set(["original", "overlay", "perturbed"]));
  expect(panels(layFilmStrip(figureFacts(), 960)).has("overlay")).toBe(false); // control
});

test("their texts give the share of cells that are on, and name no frames", () => {
  expect(describeFigure(placed)).toMatch(/2 × 2 space-and-time mask.*perturbed: 25 % of the clip/);
  const svg = maskSvg(placed, 960);
  expect(svg).toContain("share of the frame that is perturbed");
  expect(svg).not.toContain("above 0.5");
});
