/** Results of a study: a table of all clips, statistics over them, and files to save. */
import { memo, useMemo, useState } from "react";
import { orderRows, pressColumn, type SortOrder } from "../../base/order-rows.ts";
import type { MergedStudy } from "../../study/merge.ts";
import type { StudyPlan } from "../../study/plan.ts";
import { ALL_CLASSES, ClassFilter, NARROW, OrderPicker } from "../table/TableControls.tsx";
import { useMedia } from "../table/use-media.ts";
import { Segments } from "../parts/Segments.tsx";
import { classOf, matches, scoreColumnsOf, sortColumnsOf, valueOf, type StudyColumn } from "./columns.ts";
import { StudyCards } from "./StudyCards.tsx";
import { StudyStatistics } from "./StudyStatistics.tsx";
import { StudyTable } from "./StudyTable.tsx";
import { TakeStudy } from "./TakeStudy.tsx";
import { counted } from "./words.ts";

interface StudyResultsProps {
  readonly plan: StudyPlan;
  readonly merged: MergedStudy;
  /** True while the study runs, so that more records may come. */
  readonly running: boolean;
}

const VIEWS = [
  { value: "clips", text: "Clip by clip" },
  { value: "all", text: "Statistics" },
] as const;

/** Memoised: progress arrives many times a second, but these props change only with new results. */
export const StudyResults = memo(function StudyResults({ plan, merged, running }: StudyResultsProps) {
  const [view, setView] = useState<(typeof VIEWS)[number]["value"]>("clips");
  return (
    <section className="study-found" aria-label="Results">
      <div className="study-head">
        <Segments label="Results" options={VIEWS} value={view} onChange={setView} />
        <TakeStudy merged={merged} />
      </div>
      {view === "clips" ? (
        <ClipResults plan={plan} merged={merged} />
      ) : (
        <StudyStatistics plan={plan} records={merged.records} running={running} />
      )}
    </section>
  );
});

function ClipResults({ plan, merged: { records } }: Omit<StudyResultsProps, "running">) {
  const [shownClass, setShownClass] = useState(ALL_CLASSES);
  const [words, setWords] = useState("");
  const [order, setOrder] = useState<SortOrder<StudyColumn>>(null);
  const narrow = useMedia(NARROW);
  const scores = useMemo(() => scoreColumnsOf(records), [records]);
  const columns = sortColumnsOf(plan, scores);
  const classes = [...new Set(records.map(classOf))].filter((name) => name !== null).sort();
  const rows = orderRows(
    records.filter(
      (record) =>
        (shownClass === ALL_CLASSES || classOf(record) === shownClass) && matches(record, words.trim()),
    ),
    order,
    valueOf,
  );
  const problems = rows.filter(({ problem }) => problem !== null).length;
  const orderText =
    order === null
      ? ""
      : `, sorted by ${columns.find(({ column }) => column === order.column)?.name}, ${order.descending ? "descending" : "ascending"}`;
  const known = records.some(({ results }) => results.some(({ truth }) => truth !== null));
  const caption = known
    ? "The line below a mask marks the true event."
    : "The true events of these clips are not known.";
  const shared = { plan, rows, scores, caption };
  return (
    <div className="study-clips">
      <div className="results-controls">
        <label className="results-control">
          <span>Find</span>
          <input
            type="search"
            className="study-find"
            placeholder="Clip, class or problem"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
        {classes.length > 1 && <ClassFilter classes={classes} shown={shownClass} onShow={setShownClass} />}
        {narrow && <OrderPicker columns={columns} order={order} onOrder={setOrder} />}
        <p className="results-count" role="status" aria-label="Rows">
          {`${rows.length} of ${counted(records.length, "clip")}`}
          {problems > 0 && `, ${problems} with a problem`}
          {orderText}
        </p>
      </div>
      {narrow ? (
        <StudyCards {...shared} />
      ) : (
        <StudyTable {...shared} order={order} onSort={(column) => setOrder(pressColumn(order, column))} />
      )}
    </div>
  );
}
