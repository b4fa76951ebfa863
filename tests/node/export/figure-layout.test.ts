/** Layout and texts of a figure, as draw commands. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DrawCommand, Drawing, PictureCommand } from "../../../src/export/draw-command.ts";
import { cutToFit } from "../../../src/export/draw-figure.ts";
import { describeFigure, onFrames, shortLink, type FigureFacts } from "../../../src/export/figure-facts.ts";
import { layFigure } from "../../../src/export/figure-layout.ts";
import { layFilmStrip, MOST_COLUMNS } from "../../../src/export/film-strip-layout.ts";
import { FIGURE_MASK, figureFacts, figureRow, plainFrames } from "../../support/figure-facts.ts";
import { temporalMask } from "../../../src/math/mask.ts";

function pictures({ commands }: Drawing): readonly PictureCommand[] {
  return commands.filter((command) => command.kind === "picture");
}

function texts({ commands }: Drawing): readonly string[] {
  return commands.flatMap((command) => (command.kind === "text" ? [command.text] : []));
}

/** Right and lower end of a mark; for text, by its maximum width. */
function extent(command: DrawCommand): readonly [left: number, right: number, bottom: number] {
  if (command.kind !== "text") return [command.x, command.x + command.width, command.y + command.height];
  const { x, y, align, maxWidth } = command;
  const left = { left: x, center: x - maxWidth / 2, right: x - maxWidth }[align];
  return [left, left + maxWidth, y];
}

describe("a figure of one model", () => {
  const layout = layFigure(figureFacts(), 960);

  test("shows clip, Grad-CAM and masked clip side by side, at one size and the clip's aspect ratio", () => {
    const [original, cam, perturbed, ...more] = pictures(layout.at(0));
    expect(more).toEqual([]);
    expect([original, cam, perturbed].map((picture) => picture?.panel)).toEqual([
      "original",
      "cam",
      "perturbed",
    ]);
    for (const picture of [cam, perturbed]) {
      expect(picture).toMatchObject({ y: original!.y, width: original!.width, height: original!.height });
    }
    expect(original!.x + original!.width).toBeLessThan(cam!.x);
    expect(cam!.x + cam!.width).toBeLessThan(perturbed!.x);
    expect(original!.height / original!.width).toBeCloseTo(32 / 48, 2);
  });

  test("names class, model, preset, scores, true class, frame and link", () => {
    const said = texts(layout.at(4)).join("\n");
    for (const words of [
      "Moving something up",
      "I3D, default preset",
      "OS 0.944   FS 0.031   RS 0.384",
      "Disc & co (true class: Moving something up)",
      "Perturbed frames: 3–4",
      "Frame 5 of 8",
      "lab.example/page/#v1.",
    ])
      expect(said).toContain(words);
  });

  test.each([
    { t: 1, shows: "freeze", caption: "Frozen" },
    { t: 3, shows: "freeze", caption: "Frozen: shows frame 2" },
    { t: 5, shows: "freeze", caption: "Frozen" }, // 0.4 is not on
    { t: 2, shows: "reverse", caption: "Reversed: shows frame 4" },
    { t: 4, shows: "reverse", caption: "Reversed" },
  ] as const)("on frame $t, $shows, the last panel is called $caption", ({ t, shows, caption }) => {
    const said = texts(layFigure(figureFacts({ shows }), 960).at(t));
    expect(said.filter((words) => /^(Frozen|Reversed)/.test(words))).toEqual([caption]);
  });

  test("fills the mask's cells to the height of their values, in two colours, and marks the current frame", () => {
    const { commands } = layout.at(2);
    const marks = commands.filter((command) => command.kind === "rect" || command.kind === "edge");
    const ground = marks.filter((mark) => mark.kind === "rect" && mark.fill === "#e9edef");
    expect(ground).toHaveLength(8);
    const height = ground[0]!.height;
    const filled = ground.map(({ x, y }) =>
      marks.find(
        (mark) =>
          mark.kind === "rect" &&
          mark.x === x &&
          mark.y + mark.height === y + height &&
          mark.fill !== "#e9edef",
      ),
    );
    expect(filled.map((mark) => Math.round((10 * mark!.height) / height) / 10)).toEqual(FIGURE_MASK);
    expect(filled[2]).toMatchObject({ fill: "#006c8a" });
    expect(filled[5]).toMatchObject({ fill: "#3fa3bf" });
    const edges = marks.filter((mark) => mark.kind === "edge");
    expect(edges.map(({ x, y }) => [x, y])).toContainEqual([ground[2]!.x, ground[2]!.y]);
  });

  test("draws the true event below its frames, or nothing if it is unknown", () => {
    const truth = (facts: FigureFacts) =>
      layFigure(facts, 960)
        .at(0)
        .commands.filter((command) => command.kind === "rect" && command.fill === "#8a5a00");
    const cells = layout
      .at(0)
      .commands.filter((command) => command.kind === "rect" && command.fill === "#e9edef");
    const [line] = truth(figureFacts());
    expect(extent(line!).slice(0, 2)).toEqual([extent(cells[2]!)[0], extent(cells[4]!)[1]]);
    expect(truth(figureFacts({ event: null }))).toEqual([]);
  });

  test("has two panels without Grad-CAM", () => {
    const facts = figureFacts({ rows: [figureRow({ cam: null })] });
    expect(pictures(layFigure(facts, 960).at(0)).map(({ panel }) => panel)).toEqual([
      "original",
      "perturbed",
    ]);
  });
});

test("a figure of two models has a row for each, with its own model, preset, P and mask", () => {
  const facts = figureFacts({
    rows: [
      figureRow(),
      figureRow({
        modelName: "C-LSTM",
        preset: null,
        mask: temporalMask([1, 1, 1, 1, 1, 1, 1, 1]),
        companion: { kind: "P", name: "Moving something down", probability: 0.6123 },
        scores: null,
      }),
    ],
  });
  const drawing = layFigure(facts, 960).at(0);
  expect(pictures(drawing).map(({ row, panel }) => `${row} ${panel}`)).toEqual(
    [0, 1].flatMap((row) => ["original", "cam", "perturbed"].map((panel) => `${row} ${panel}`)),
  );
  expect(texts(drawing)).toEqual(
    expect.arrayContaining([
      "I3D, default preset",
      "C-LSTM, mask made by hand",
      "P 0.612 (Moving something down)",
      "OS –   FS –   RS –",
    ]),
  );
});

test("has even sides and nothing outside, for any shape and length of clip", () => {
  const anyFacts = fc
    .record({
      T: fc.integer({ min: 1, max: 70 }),
      H: fc.integer({ min: 1, max: 40 }),
      W: fc.integer({ min: 1, max: 40 }),
      width: fc.constantFrom(640, 960, 1440),
      two: fc.boolean(),
    })
    .map(({ T, H, W, width, two }) => {
      const row = figureRow({ mask: temporalMask(Array.from({ length: T }, (_, t) => (t % 3) / 2)) });
      return { width, facts: figureFacts({ frames: plainFrames(T, H, W), rows: two ? [row, row] : [row] }) };
    });
  fc.assert(
    fc.property(anyFacts, ({ facts, width }) => {
      const figure = layFigure(facts, width);
      expect([figure.width % 2, figure.height % 2]).toEqual([0, 0]);
      for (const drawing of [figure.at(facts.frames.T - 1), layFilmStrip(facts, width)]) {
        const outside = drawing.commands.filter((command) => {
          const [left, right, bottom] = extent(command);
          // Text is cut to its maximum width when painted.
          const beside = command.kind !== "text" && (left < 0 || right > drawing.width);
          return beside || bottom > drawing.height;
        });
        expect(outside).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

describe("a film strip", () => {
  test("shows every frame of every row once, in order, in line with the mask's cells", () => {
    const T = MOST_COLUMNS + 3;
    const mask = temporalMask(Array.from({ length: T }, (_, t) => (t > 4 && t < 9 ? 1 : 0)));
    const facts = figureFacts({ frames: plainFrames(T), rows: [figureRow({ mask })] });
    const drawing = layFilmStrip(facts, 960);
    for (const panel of ["original", "cam", "perturbed"]) {
      const shown = pictures(drawing).filter((picture) => picture.panel === panel);
      expect(shown.map(({ t }) => t)).toEqual(Array.from({ length: T }, (_, t) => t));
    }
    const cells = drawing.commands.filter((command) => command.kind === "rect" && command.fill === "#e9edef");
    const originals = pictures(drawing).filter(({ panel }) => panel === "original");
    expect(cells.map((cell) => extent(cell).slice(0, 2))).toEqual(
      originals.map((picture) => extent(picture).slice(0, 2)),
    );
  });

  test("carries the same words as the figure", () => {
    const said = texts(layFilmStrip(figureFacts(), 960)).join("\n");
    for (const words of [
      "Moving something up",
      "I3D, default preset",
      "OS 0.944",
      "Grad-CAM",
      "Frozen",
      "Mask",
    ])
      expect(said).toContain(words);
  });
});

describe("words", () => {
  test.each([
    { mask: [0, 0, 0], text: "none" },
    { mask: [1, 1, 0, 0.9], text: "1–2, 4" },
    { mask: [0, 0.5, 0.51], text: "3" },
  ])("frames of $mask: $text", ({ mask, text }) => {
    expect(onFrames(mask)).toBe(text);
  });

  test("the description contains everything", () => {
    expect(describeFigure(figureFacts())).toBe(
      "Disc & co (true class: Moving something up). I3D, default preset: class “Moving something up”; " +
        "OS 0.944, FS 0.031, RS 0.384; perturbed frames: 3–4 of 8.",
    );
  });

  test("a shortened link keeps its address and both ends; a link that fits is not changed", () => {
    const link = `https://lab.example/#v1.${"x".repeat(300)}END`;
    expect(shortLink(link, 50)).toMatch(/^lab\.example\/#v1\.x+…x{3}END$/);
    expect(shortLink(link, 50)).toHaveLength(50);
    expect(shortLink("https://lab.example/#v1.ab", 50)).toBe("lab.example/#v1.ab");
  });

  test("a line is cut only if it must be, at whole characters", () => {
    const widthOf = (text: string) => 10 * [...text].length;
    expect(cutToFit("abcdef", 60, widthOf)).toBe("abcdef");
    expect(cutToFit("abcdef", 59, widthOf)).toBe("abcd…");
    expect(cutToFit("🙂🙂🙂", 20, widthOf)).toBe("🙂…");
  });
});
