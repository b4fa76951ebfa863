/** All that a figure says, as plain data, and the words it says it with. Drawing is `figure-layout.ts`'s part. */
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import type { Mask } from "../math/mask.ts";
import { maskRuns, SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { shareOn } from "../math/spatiotemporal-mask.ts";
import type { Scores } from "../result/mask-result.ts";
import type { CamMap } from "../saliency/cam-map.ts";
import type { PresetName } from "../math/search-settings.ts";

/** The class that matters beside the target: P, predicted instead of it, or CS, the true one. */
export interface FigureCompanion {
  readonly kind: "P" | "CS";
  readonly name: string;
  readonly probability: number;
}

/** One model's explanation of the clip. */
export interface FigureRow {
  readonly modelName: string;
  /** The target's. */
  readonly className: string;
  /** Settings that the mask was learnt with; null for a mask made or changed by hand. */
  readonly preset: PresetName | null;
  readonly mask: Mask;
  /** The part of the frame that the model sees, in shares. */
  readonly visible: Box;
  /** Null while they are not known. */
  readonly scores: Scores | null;
  readonly companion: FigureCompanion | null;
  /** Without one the figure has no Grad-CAM panel. */
  readonly cam: CamMap | null;
}

/** A clip and what one or two models make of it. */
export interface FigureFacts {
  readonly frames: FrameStack;
  /** 0 for a still. */
  readonly durationS: number;
  readonly clipName: string;
  /** True class, where it is known. */
  readonly label: string | null;
  /** True event, first and last frame (0-based, inclusive), where it is known. */
  readonly event: readonly [first: number, last: number] | null;
  /** What is done to the masked frames in the last panel. */
  readonly shows: OperatorName;
  readonly rows: readonly FigureRow[];
  /** Whole address of the result; null where the clip could not be packed into one. */
  readonly link: string | null;
}

/** Figures with pictures; the mask's SVG needs none and is a matter of text. */
export type FigureFormat = "gif" | "video" | "film-strip";

/** A finished file. */
export interface FigureFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  /** Without its dot. */
  readonly extension: "gif" | "mp4" | "webm" | "png";
}

/** The paper's three decimals. */
function threeDecimals(score: number): string {
  return score.toFixed(3);
}

/** OS, FS and RS; a dash for what is not known. */
export function scoresText({ scores }: FigureRow): string {
  const { os, fs, rs } = scores ?? {};
  const text = (score: number | undefined) => (score === undefined ? "–" : threeDecimals(score));
  return `OS ${text(os)}   FS ${text(fs)}   RS ${text(rs)}`;
}

/** The model, and how its mask came about: "I3D, default preset". */
export function originText({ modelName, preset, mask }: FigureRow): string {
  if (mask.kind === "spatiotemporal")
    return `${modelName}, ${mask.grid.h} × ${mask.grid.w} space-and-time mask`;
  return preset === null ? `${modelName}, mask made by hand` : `${modelName}, ${preset} preset`;
}

/** P or CS as in the paper's tables; empty where neither applies. */
export function companionText({ companion }: FigureRow): string {
  if (companion === null) return "";
  const { kind, name, probability } = companion;
  return `${kind} ${threeDecimals(probability)} (${name})`;
}

/** How much of the clip a row's mask perturbs: its frames, or the share of a spatiotemporal one. */
export function extentText({ mask }: FigureRow): string {
  if (mask.kind === "temporal") return `Perturbed frames: ${onFrames(mask.values)}`;
  return `Perturbed: ${Math.round(100 * shareOn(mask.grid, SHOWN_ON))} % of the clip`;
}

/** The frames that count as perturbed, counted from 1, as "5–9, 12"; "none" where there are none. */
export function onFrames(mask: readonly number[]): string {
  const runs = maskRuns(mask, SHOWN_ON).map(([first, last]) =>
    first === last ? `${first + 1}` : `${first + 1}–${last + 1}`,
  );
  return runs.length === 0 ? "none" : runs.join(", ");
}

/** The clip's name, and its true class where that is known. */
export function clipText({ clipName, label }: FigureFacts): string {
  return label === null ? clipName : `${clipName} (true class: ${label})`;
}

/** The whole figure in words: what a file's description and a preview's alternative text say. */
export function describeFigure(facts: FigureFacts): string {
  const rows = facts.rows.map((row) =>
    [
      `${originText(row)}: class “${row.className}”`,
      scoresText(row).replaceAll(/\s{2,}/g, ", "),
      companionText(row),
      `${extentText(row).replace(/^P/, "p")}${row.mask.kind === "temporal" ? ` of ${row.mask.values.length}` : ""}`,
    ]
      .filter((part) => part !== "")
      .join("; "),
  );
  return `${clipText(facts)}. ${rows.join(". ")}.`;
}

/**
 * A link short enough to be printed: its address and both ends of its fragment. Whoever has the file has the whole
 * one in its metadata.
 *
 * @param most  characters; at least 40.
 */
export function shortLink(link: string, most = 72): string {
  const bare = link.replace(/^https?:\/\//, "");
  if (bare.length <= most) return bare;
  const end = bare.slice(-6);
  return `${bare.slice(0, most - end.length - 1)}…${end}`;
}
