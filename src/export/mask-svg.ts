/** Writes masks as SVG with a text description for people and assistive technology. */
import { FONTS, type DrawCommand } from "./draw-command.ts";
import { describeFigure, shortLink, type FigureFacts } from "./figure-facts.ts";
import { FIGURE_WIDTHS } from "./figure-text.ts";
import { layMasks } from "./mask-drawing.ts";
import { MADE_BY } from "./file-tags.ts";

const ANCHORS = { left: "start", center: "middle", right: "end" } as const;

/** Returns a standalone SVG document. Its metadata holds the full link, and the short link in print points to it. */
export function maskSvg(facts: FigureFacts, width: number = FIGURE_WIDTHS.medium): string {
  const { height, commands } = layMasks(facts, width);
  const classes = [...new Set(facts.rows.map(({ className }) => `“${className}”`))].join(" and ");
  const lines = commands.map((command) => elementOf(command, facts.link)).filter((line) => line !== "");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="${escape(FONTS)}">`,
    `<title id="title">${escape(`${facts.rows.some(({ mask }) => mask.kind === "spatiotemporal") ? "Mask" : "Temporal mask"} for ${classes}`)}</title>`,
    `<desc id="description">${escape(describeFigure(facts))}</desc>`,
    `<metadata>${escape([MADE_BY, facts.link ?? ""].join(" ").trim())}</metadata>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

function elementOf(command: DrawCommand, link: string | null): string {
  switch (command.kind) {
    case "rect": {
      const { x, y, width, height, fill } = command;
      if (width <= 0 || height <= 0) return "";
      return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"/>`;
    }
    case "edge": {
      const { x, y, width, height, stroke, thickness } = command;
      const half = thickness / 2;
      return `<rect x="${short(x + half)}" y="${short(y + half)}" width="${short(width - thickness)}" height="${short(height - thickness)}" fill="none" stroke="${stroke}" stroke-width="${thickness}"/>`;
    }
    case "text": {
      const { x, y, size, bold, align, fill, text } = command;
      const weight = bold ? ' font-weight="600"' : "";
      const element = `<text x="${short(x)}" y="${short(y)}" font-size="${size}" text-anchor="${ANCHORS[align]}" fill="${fill}"${weight}>${escape(text)}</text>`;
      const isLink = link !== null && /^https?:/.test(link) && text === shortLink(link, text.length);
      return isLink ? `<a href="${escape(link)}">${element}</a>` : element;
    }
    case "picture":
      // A mask's drawing has no pictures.
      return "";
  }
}

/** Rounds to at most two decimals. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Escapes text and attributes; drops characters that XML does not allow. */
function escape(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 forbids them, even escaped
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, (character) => named[character] ?? character)
  );
}
