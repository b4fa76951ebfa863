/** A study's summary as text for a terminal. */
import { formatNumber, formatP } from "../base/format.ts";
import { FEWEST, type Interval } from "../statistics/intervals.ts";
import { maximisedGains, STUDY_MEASURES } from "./measures.ts";
import type { StudySummary } from "./summary.ts";
import type { MeasureSummary, PairSummary } from "./statistics.ts";

/** Stands where there is no interval. */
const NONE = "–";

/** Returns the report, without a final line break. */
export function studyReport(summary: StudySummary): string {
  const { plan, clips, backends, models, pairs, leftOut, notes } = summary;
  const problems = clips.problems.map(({ name, problem }) => `  ${name}: ${problem}`);
  const also = [
    plan.spatiotemporal === null ? [] : [`spatiotemporal ${plan.spatiotemporal.across}`],
    plan.cam ? ["Grad-CAM"] : [],
    plan.windows ? ["windows"] : [],
    plan.faithfulness ? ["faithfulness"] : [],
  ].flat();
  return [
    `${clips.explained} clips explained (${clips.labelled} labelled, ${clips.withEvent} with a known event), ` +
      `${clips.problems.length} with a problem`,
    ...problems,
    `preset ${plan.preset}, operator ${plan.operator}` + (also.length === 0 ? "" : `; ${also.join(", ")}`),
    `results by backend: ${Object.entries(backends)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ")}`,
    "",
    `Means with 95 % intervals; none (${NONE}) for fewer than ${FEWEST} clips or equal values`,
    "p: two-sided sign-flip test; Holm: the same, adjusted for all tests of one model or of one pair",
    ...maximisedGains(plan.operator, models).map(({ title }) => `${title} has no p: the search maximises it`),
    ...table([
      ["", ...models.flatMap(({ name }) => [name, "", "p", "Holm"])],
      ...measureRows(models.map(({ measures }) => measures)),
    ]),
    ...models.flatMap(({ name, truth }) =>
      truth.length === 0
        ? []
        : [
            "",
            `${name}: IoU of mask and event`,
            ...table([
              ["", "clips", "mask", "centred", "random", "mask − centred", "", "p", "Holm"],
              ...truth.map((group) => [
                group.title,
                String(group.n),
                ...[group.iou, group.iouCentred, group.iouAnywhere, group.gain].map((value) =>
                  formatNumber(value, 3),
                ),
                interval(group.interval, 3),
                formatP(group.p),
                formatP(group.pHolm),
              ]),
            ]),
          ],
    ),
    ...pairs.flatMap(({ first, second, measures }) => [
      "",
      `${second} minus ${first}, clip by clip`,
      ...table([["", "clips", "mean", "", "above/below/equal", "p", "Holm"], ...measures.map(pairRow)]),
    ]),
    ...section("Left out while merging", [
      ...(leftOut.duplicates === 0 ? [] : [`${leftOut.duplicates} records of clips that already had one`]),
      ...leftOut.conflicts,
      ...leftOut.torn,
    ]),
    ...section("Notes", notes),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

/** Returns one row for each measure that any model has. */
function measureRows(models: readonly (readonly MeasureSummary[])[]): string[][] {
  return STUDY_MEASURES.flatMap(({ key, title, decimals }) => {
    const found = models.map((measures) => measures.find((measure) => measure.key === key));
    if (found.every((measure) => measure === undefined)) return [];
    const cells = found.flatMap((measure) =>
      measure === undefined
        ? ["", "", "", ""]
        : [
            formatNumber(measure.mean, decimals),
            interval(measure.interval, decimals),
            ...[measure.p, measure.pHolm].map((p) => (p === null ? "" : formatP(p))),
          ],
    );
    return [[title, ...cells]];
  });
}

function pairRow({ key, n, mean, interval: ends, above, below, equal, p, pHolm }: PairSummary): string[] {
  const { title, decimals } = STUDY_MEASURES.find((measure) => measure.key === key)!;
  return [
    title,
    String(n),
    formatNumber(mean, decimals),
    interval(ends, decimals),
    `${above}/${below}/${equal}`,
    formatP(p),
    formatP(pHolm),
  ];
}

function interval(ends: Interval | null, decimals: number): string {
  if (ends === null) return NONE;
  return `[${ends.map((end) => formatNumber(end, decimals)).join(", ")}]`;
}

/** Aligns the columns: the first to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(width(i)) : cell.padStart(width(i)))).join("  ")}`.trimEnd(),
  );
}
