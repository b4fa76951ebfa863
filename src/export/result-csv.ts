/** Results as table rows, one per model, for spreadsheets and data frames. Columns are only ever added, at the end. */
import { csvLine, type CsvCell } from "../base/csv.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { maskRuns, SHOWN_ON } from "../math/mask-runs.ts";
import { faithfulnessFigures, type FaithfulnessFigures } from "../faithfulness/figures.ts";
import { optimalityGap } from "../faithfulness/optimality.ts";
import { PRESETS } from "../math/search-settings.ts";
import type { ResultExplanation, ResultFile } from "./result-json.ts";

/** Returns a cell. `figures` are the faithfulness measurements of the mask; null if there are none. */
type Fill = (
  result: ResultFile,
  explanation: ResultExplanation,
  figures: FaithfulnessFigures | null,
) => CsvCell;

/** Name of each column, and the function that fills it. */
const COLUMNS: Readonly<Record<string, Fill>> = {
  clip: ({ clip }) => clip.name,
  true_class: ({ clip }) => clip.label,
  model: (_, { modelName }) => modelName,
  model_id: (_, { modelId }) => modelId,
  class: (_, { target }) => target.name,
  predicted_class: (_, { predictions }) => predictions[0]?.name ?? null,
  predicted_score: (_, { predictions }) => predictions[0]?.probability ?? null,
  os: (_, { scores }) => scores?.os ?? null,
  fs: (_, { scores }) => scores?.fs ?? null,
  rs: (_, { scores }) => scores?.rs ?? null,
  os_minus_fs: (_, { scores }) => (scores === null ? null : scores.os - scores.fs),
  os_minus_rs: (_, { scores }) => (scores === null ? null : scores.os - scores.rs),
  frames: (_, { mask }) => mask.length,
  /** The next three are for temporal masks only: the frame means of a grid rarely exceed one half. */
  frames_on: (_, { mask, grid }) => (grid === undefined ? framesOn(mask, SHOWN_ON) : null),
  runs_on: (_, { mask, grid }) => (grid === undefined ? maskRuns(mask, SHOWN_ON).length : null),
  /** First and last frame of each run, counted from 1: "5-9 12-12". */
  on: (_, { mask, grid }) =>
    (grid === undefined ? maskRuns(mask, SHOWN_ON) : [])
      .map(([first, last]) => `${first + 1}-${last + 1}`)
      .join(" "),
  mask: (_, { mask }) => mask.map(digits).join(" "),
  origin: (_, { origin }) => origin,
  preset: (_, { preset }) => preset,
  seed: (_, { seed }) => seed,
  steps: (_, { steps }) => steps,
  stopped: (_, { stopped }) => stopped,
  backend: (_, { backend }) => backend,
  software: ({ software }) => `${software.name} ${software.version}`,
  link: ({ link }) => link,
  operator: (_, { operator }) => operator ?? null,
  /** Cells down and across of a space-and-time mask: "7x7". */
  grid: (_, { grid }) => (grid === undefined ? null : `${grid.height}x${grid.width}`),
  /** Share of a grid's cells that are on. */
  cells_on: (_, { grid }) =>
    grid === undefined ? null : framesOn(grid.values, SHOWN_ON) / grid.values.length,
  /** Share of the clip that was requested; "weighed" if the area was weighed against the score. */
  area: (_, { grid }) => (grid === undefined ? null : (grid.area ?? "weighed")),
  own_score: (_, { scores }) => scores?.own ?? null,
  /** Faithfulness of the mask; empty if not measured. */
  trust: (_, { trust }) => trust?.level ?? null,
  optimality_gap: (_, explanation) => gapOf(explanation),
  deletion: figure("deletion"),
  deletion_chance: figure("deletionChance"),
  insertion: figure("insertion"),
  insertion_chance: figure("insertionChance"),
  inside: figure("inside"),
  inside_random: figure("insideRandom"),
  inside_even: figure("insideEven"),
  inside_window: figure("insideWindow"),
  completeness_gap: figure("completenessGap"),
  stability: figure("stability"),
  shuffled_weights: figure("randomised"),
  /** Scores of the mask's own values, where it has any between 0 and 1; the others are of the frames that are on. */
  fs_soft: (_, { scores }) => scores?.soft?.fs ?? null,
  rs_soft: (_, { scores }) => scores?.soft?.rs ?? null,
  own_score_soft: (_, { scores }) => scores?.soft?.own ?? null,
  /** What an exact search proved. */
  proven: (_, { proof }) => (proof == null ? null : String(proof.proven)),
  lower_bound: (_, { proof }) => proof?.lowerBound ?? null,
};

function figure(name: keyof FaithfulnessFigures): Fill {
  return (_, __, figures) => figures?.[name] ?? null;
}

/** Returns the loss of the mask's frames, fully on, minus the best window's loss. */
function gapOf({ trust, mask }: ResultExplanation): number | null {
  if (trust === undefined) return null;
  const { windows, report, preset } = trust.measured;
  return optimalityGap(windows, PRESETS[preset], mask, report.equalLength.mask.inside).gap;
}

/** Returns a header and one row per model, as RFC 4180 specifies: comma-separated, CRLF, quotes where needed. */
export function resultCsv(result: ResultFile): string {
  const rows = result.explanations.map((explanation) => {
    const { trust } = explanation;
    const figures = trust === undefined ? null : faithfulnessFigures(trust.measured.report);
    return Object.values(COLUMNS).map((fill) => {
      const cell = fill(result, explanation, figures);
      return typeof cell === "number" ? digits(cell) : cell;
    });
  });
  return [Object.keys(COLUMNS), ...rows].map(csvLine).join("");
}

/** Rounds to six significant digits: more than any two backends agree on. */
function digits(value: number): number {
  return Number(value.toPrecision(6));
}
