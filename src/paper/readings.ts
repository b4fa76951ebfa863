/** The findings of a table, in sentences. Every number in them is one of the statistics. */
import { centralShareOfRuns } from "../math/central-block.ts";
import type { MeasureKey } from "../statistics/mask-measures.ts";
import { formatNumber } from "../base/format.ts";
import { intervalText } from "../statistics/intervals.ts";
import type { MeasureStatistics, TableStatistics } from "./statistics.ts";

function measureOf({ measures }: TableStatistics, key: MeasureKey): MeasureStatistics {
  return measures.find(({ measure }) => measure.key === key)!;
}

/** Position of the interval of the difference C-LSTM - I3D: above 0, below 0, or neither ("open"). */
type Verdict = "above" | "below" | "open";

/**
 * Returns the interval's position. It is "open" if it contains 0, or if there is no interval: these clips then do not
 * settle the difference's sign.
 */
function verdictOf({ difference: { interval } }: MeasureStatistics): Verdict {
  if (interval === null) return "open";
  if (interval[0] > 0) return "above";
  return interval[1] < 0 ? "below" : "open";
}

/**
 * Returns, for example, "C-LSTM minus I3D is 3.9 frames (95 % interval 2.1 to 5.7)", and says if the interval contains
 * 0 or why there is none.
 */
function differenceText(statistics: MeasureStatistics): string {
  const { measure, difference } = statistics;
  const unit = measure.unit === "" ? "" : ` ${measure.unit}`;
  const size = `${formatNumber(difference.mean, measure.decimals)}${unit}`;
  const interval = intervalText(difference.interval, difference.n, measure.decimals);
  const around = difference.interval !== null && verdictOf(statistics) === "open";
  const open = around ? ", which contains 0: these clips do not settle its sign" : "";
  return `C-LSTM minus I3D is ${size} (${interval}${open})`;
}

function pair(statistics: MeasureStatistics): readonly [i3d: string, clstm: string] {
  const { measure, summary } = statistics;
  return [
    formatNumber(summary.i3d.mean, measure.decimals),
    formatNumber(summary.clstm.mean, measure.decimals),
  ];
}

/** Returns whether the table supports the paper's claim that I3D relies on shorter parts of the clip, as a sentence. */
export function claimReading(statistics: TableStatistics): string {
  switch (verdictOf(measureOf(statistics, "length"))) {
    case "above":
      return "I3D’s masks are shorter here, as the paper says.";
    case "below":
      return "C-LSTM’s masks are shorter here, the opposite of what the paper says.";
    case "open":
      return "These clips do not settle which model’s masks are shorter.";
  }
}

/** Returns one reading per measure. */
export function readingsOf(statistics: TableStatistics): Readonly<Record<MeasureKey, string>> {
  const { n, T, counts } = statistics;
  const of = (key: MeasureKey) => measureOf(statistics, key);
  const [shortI3d, shortClstm] = pair(of("length"));
  const [runsI3d, runsClstm] = pair(of("runs"));
  const [freezeI3d, freezeClstm] = pair(of("freezeDrop"));
  const [reverseI3d, reverseClstm] = pair(of("reverseDrop"));
  const empty = counts.i3d.empty + counts.clstm.empty;
  const emptyText = empty === 0 ? "" : ` (${counts.i3d.empty} and ${counts.clstm.empty} have no frame on)`;
  return {
    length:
      `I3D masks are on for ${shortI3d} of ${T} frames on average, C-LSTM masks for ${shortClstm}; ` +
      `${differenceText(of("length"))}.`,
    runs:
      `I3D masks come in ${runsI3d} runs on average, C-LSTM masks in ${runsClstm}; ${counts.i3d.unbroken} and ` +
      `${counts.clstm.unbroken} of ${n} are one unbroken run${emptyText}. ${differenceText(of("runs"))}.`,
    freezeDrop:
      `Freezing takes ${freezeI3d} from I3D’s score and ${freezeClstm} from C-LSTM’s; ` +
      `${differenceText(of("freezeDrop"))}. I3D starts at ${formatNumber(counts.i3d.meanOs, 3)} and C-LSTM at ` +
      `${formatNumber(counts.clstm.meanOs, 3)} on average, and neither can lose more than that.` +
      raisesText(statistics),
    reverseDrop:
      `Playing the same frames backwards takes ${reverseI3d} and ${reverseClstm}; ` +
      `${differenceText(of("reverseDrop"))}.`,
  };
}

function raisesText({ n, counts }: TableStatistics): string {
  const { i3d, clstm } = counts;
  if (i3d.freezeRaises + clstm.freezeRaises === 0) return "";
  return (
    ` On ${i3d.freezeRaises} clips for I3D and ${clstm.freezeRaises} for C-LSTM (of ${n}), ` +
    "freezing raised the score instead; there the mask explains nothing."
  );
}

/** Returns how many masks equal a block that a search can start from, compared with chance. */
export function centralReading({ n, T, counts: { i3d, clstm } }: TableStatistics): string {
  const { central, runs } = centralShareOfRuns(T);
  const whole = clstm.wholeClip + i3d.wholeClip;
  return (
    `${clstm.centralBlocks} of ${n} C-LSTM masks equal a central block, and ${i3d.centralBlocks} of ${n} I3D masks` +
    `${whole === 0 ? "" : ` (${whole} of these ${whole === 1 ? "is" : "are"} the whole clip, a block without margins)`}. ` +
    `Of the ${runs} masks of ${T} frames with one unbroken run, ${central} are central blocks: if all were equally likely, ` +
    `about ${formatNumber((n * central) / runs, 1)} of ${n} would be one.`
  );
}
