/** The paper's measures in the form that figures and tables show. */
import type { MeasureStatistics } from "../../paper/statistics.ts";
import { MODELS } from "../../paper/table.ts";
import type { MeasureShown } from "../table/measure-shown.ts";

/** A table's statistics with the table's name. */
export interface NamedStatistics {
  readonly source: string;
  readonly statistics: MeasureStatistics;
}

/** Returns one measure of the paper's tables. `sources` holds one table or more, all with that measure. */
export function paperMeasure(sources: readonly NamedStatistics[]): MeasureShown {
  const { title, unit, decimals } = sources[0]!.statistics.measure;
  return {
    title,
    unit,
    decimals,
    groups: sources.map(({ source, statistics: { values, summary, difference } }) => ({
      source,
      models: MODELS.map(({ key, name }) => ({ name, values: values[key], summary: summary[key] })),
      difference: { ...difference, name: "C-LSTM − I3D", test: null },
    })),
  };
}
