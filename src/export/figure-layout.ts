/**
 * Layout of one frame of the figure, as in the paper: clip | Grad-CAM | perturbed clip, with the mask below; one such
 * row per model. Geometry only; `draw-figure.ts` paints it.
 */
import { frameValues } from "../math/mask.ts";
import { OPERATED, type OperatorName } from "../math/operator.ts";
import { perturbedClip } from "../picture/perturbed-clip.ts";
import { INK, type DrawCommand, type Drawing, type PanelKind } from "./draw-command.ts";
import { clipText, shortLink, type FigureFacts } from "./figure-facts.ts";
import { measuresFor, rowHead, textLine, type LinePlace } from "./figure-text.ts";
import { maskStrip, stripHeight } from "./mask-strip.ts";

/** Layout of a figure for every frame. All frames have one size with even sides, as video requires. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  at(t: number): Drawing;
}

/** Lays out a figure. `width` in pixels, even. */
export function layFigure(facts: FigureFacts, width: number): FigureLayout {
  const m = measuresFor(width);
  const inner = width - 2 * m.margin;
  const panels = facts.rows.map(({ cam, mask }): readonly PanelKind[] => [
    "original",
    ...(mask.kind === "temporal" ? [] : ["overlay" as const]),
    ...(cam === null ? [] : ["cam" as const]),
    "perturbed",
  ]);
  const most = Math.max(...panels.map(({ length }) => length));
  const panelWidth = Math.floor((inner - (most - 1) * m.gap) / most);
  const panelHeight = Math.round((panelWidth * facts.frames.H) / facts.frames.W);
  const stripPlace = { x: m.margin, width: inner, height: m.strip, textSize: m.small, first: 0 };
  const rowHeight = 3 * m.line + panelHeight + m.gap + stripHeight(stripPlace);
  const headHeight = m.line + m.gap;
  const usedHeight = 2 * m.margin + headHeight + facts.rows.length * (rowHeight + m.gap) + m.line;
  const height = 2 * Math.ceil(usedHeight / 2);
  const perturbed = facts.rows.map((row) => perturbedClip(facts.frames, row, facts.shows));

  const row = (index: number, t: number): readonly DrawCommand[] => {
    const explained = facts.rows[index]!;
    const top = m.margin + headHeight + index * (rowHeight + m.gap);
    const captionY = top + 2.7 * m.line;
    const panelY = top + 3 * m.line;
    const values = frameValues(explained.mask);
    return [
      ...rowHead(explained, { x: m.margin, y: top + m.line * 0.8, width: inner, m }),
      ...panels[index]!.flatMap((panel, column): DrawCommand[] => {
        const x = m.margin + column * (panelWidth + m.gap);
        const box = { x, y: panelY, width: panelWidth, height: panelHeight };
        const changed = panel === "perturbed" && perturbed[index]!.isChanged(t);
        const source = changed ? perturbed[index]!.source(t) : null;
        return [
          textLine(captionOf(panel, facts.shows, source), {
            x,
            y: captionY,
            size: m.small,
            bold: true,
            fill: changed ? INK.on : INK.quiet,
            maxWidth: panelWidth,
          }),
          { kind: "picture", panel, row: index, t, ...box },
          ...(changed ? ([{ kind: "edge", ...box, stroke: INK.on, thickness: 3 }] as const) : []),
        ];
      }),
      ...maskStrip(values, facts.event, {
        ...stripPlace,
        y: panelY + panelHeight + m.gap,
        columns: values.length,
        current: t,
      }),
    ];
  };

  return {
    width,
    height,
    at: (t) => ({
      width,
      height,
      commands: [
        { kind: "rect", x: 0, y: 0, width, height, fill: INK.paper },
        textLine(clipText(facts), {
          x: m.margin,
          y: m.margin + m.line * 0.6,
          size: m.text,
          fill: INK.quiet,
          maxWidth: inner,
        }),
        { kind: "rect", x: m.margin, y: m.margin + m.line, width: inner, height: 1, fill: INK.line },
        ...facts.rows.flatMap((_, index) => row(index, t)),
        ...foot(facts, t, { x: m.margin, y: height - m.margin, width: inner, m }),
      ],
    }),
  };
}

function foot(facts: FigureFacts, t: number, { x, y, width, m }: LinePlace): readonly DrawCommand[] {
  const frameText = `Frame ${t + 1} of ${facts.frames.T}`;
  const known = textLine(frameText, { x, y, size: m.small, fill: INK.quiet, maxWidth: width / 4 });
  if (facts.link === null) return [known];
  const most = Math.max(40, Math.floor((0.7 * width) / (0.56 * m.small)));
  const link = textLine(shortLink(facts.link, most), {
    x: x + width,
    y,
    size: m.small,
    align: "right",
    fill: INK.quiet,
    maxWidth: 0.74 * width,
  });
  return [known, link];
}

/** Returns a panel's caption. `source`: the frame shown instead, 0-based; null if it is not a single frame. */
function captionOf(panel: PanelKind, shows: OperatorName, source: number | null): string {
  if (panel === "original") return "Original";
  if (panel === "overlay") return "Mask";
  if (panel === "cam") return "Grad-CAM";
  const name = OPERATED[shows];
  return source === null ? name : `${name}: shows frame ${source + 1}`;
}
