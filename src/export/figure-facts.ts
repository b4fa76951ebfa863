/** Content of a figure as plain data, and its wording. `figure-layout.ts` draws it. */
import { formatRun } from "../base/format.ts";
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import type { Mask } from "../math/mask.ts";
import { maskRuns, SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { shareOn } from "../math/spatiotemporal-mask.ts";
import type { Scores } from "../result/mask-result.ts";
import type { CamMap } from "../saliency/cam-map.ts";
import type { PresetName } from "../math/search-settings.ts";

/** Another class of interest: P, predicted instead of the target, or CS, the true class. */
export interface FigureCompanion {
  readonly kind: "P" | "CS";
  readonly name: string;
  readonly probability: number;
}

/** One model's explanation of the clip. */
export interface FigureRow {
  readonly modelName: string;
  /** Name of the target class. */
  readonly className: string;
  /** Preset that the mask was found with; null for a mask made or changed by hand. */
  readonly preset: PresetName | null;
  readonly mask: Mask;
  /** Part of the frame that the model sees, as shares. */
  readonly visible: Box;
  /** Null while they are not known. */
  readonly scores: Scores | null;
  readonly companion: FigureCompanion | null;
  /** Grad-CAM map; without one the figure has no Grad-CAM panel. */
  readonly cam: CamMap | null;
}

/** A clip and the explanations of one or two models. */
export interface FigureFacts {
  readonly frames: FrameStack;
  /** Length of the clip in seconds; 0 for a still. */
  readonly durationS: number;
  readonly clipName: string;
  /** True class, if known. */
  readonly label: string | null;
  /** True event as first and last frame (0-based, inclusive), if known. */
  readonly event: readonly [first: number, last: number] | null;
  /** Operator applied to the masked frames in the last panel. */
  readonly shows: OperatorName;
  readonly rows: readonly FigureRow[];
  /** Full URL of the result; null if the clip could not be packed into it. */
  readonly link: string | null;
}

/** Formats of figures with pictures. The mask's SVG has no pictures and is written as text. */
export type FigureFormat = "gif" | "video" | "film-strip";

/** A finished file. */
export interface FigureFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  /** File extension, without the dot. */
  readonly extension: "gif" | "mp4" | "webm" | "png";
}

/** Formats a score with three decimals, as the paper does. */
function threeDecimals(score: number): string {
  return score.toFixed(3);
}

/** Returns OS, FS and RS, with a dash for each unknown score. */
export function scoresText({ scores }: FigureRow): string {
  const { os, fs, rs } = scores ?? {};
  const text = (score: number | undefined) => (score === undefined ? "–" : threeDecimals(score));
  return `OS ${text(os)}   FS ${text(fs)}   RS ${text(rs)}`;
}

/** Returns the model and the origin of its mask, such as "I3D, default preset". */
export function originText({ modelName, preset, mask }: FigureRow): string {
  if (mask.kind === "spatiotemporal")
    return `${modelName}, ${mask.grid.h} × ${mask.grid.w} space-and-time mask`;
  return preset === null ? `${modelName}, mask made by hand` : `${modelName}, ${preset} preset`;
}

/** Returns P or CS as in the paper's tables; empty if neither applies. */
export function companionText({ companion }: FigureRow): string {
  if (companion === null) return "";
  const { kind, name, probability } = companion;
  return `${kind} ${threeDecimals(probability)} (${name})`;
}

/** Returns how much of the clip a row's mask perturbs: its frames, or the share of a space-and-time mask. */
export function extentText({ mask }: FigureRow): string {
  if (mask.kind === "temporal") return `Perturbed frames: ${onFrames(mask.values)}`;
  return `Perturbed: ${Math.round(100 * shareOn(mask.grid, SHOWN_ON))} % of the clip`;
}

/**
 * Returns the perturbed frames, counted from 1, such as "5–9, 12"; "none" if there are none.
 *
 * @example
 * onFrames([0, 0.9, 1, 0.2, 0.7]); // "2–3, 5"
 */
export function onFrames(mask: readonly number[]): string {
  const runs = maskRuns(mask, SHOWN_ON).map((run) => formatRun(run));
  return runs.length === 0 ? "none" : runs.join(", ");
}

/** Returns the clip's name, with its true class if known. */
export function clipText({ clipName, label }: FigureFacts): string {
  return label === null ? clipName : `${clipName} (true class: ${label})`;
}

/** Describes the whole figure in words, for a file's description and a preview's alternative text. */
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
 * Shortens a link for print: its address and both ends of its fragment. The file's metadata holds the full link.
 *
 * @param most  largest number of characters; at least 40.
 *
 * @example
 * shortLink("https://example.org/#v1.AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH", 40); // "example.org/#v1.AAAABBBBCCCCDDDDE…GGHHHH"
 */
export function shortLink(link: string, most = 72): string {
  const bare = link.replace(/^https?:\/\//, "");
  if (bare.length <= most) return bare;
  const end = bare.slice(-6);
  return `${bare.slice(0, most - end.length - 1)}…${end}`;
}
