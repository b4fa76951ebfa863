/** The authors' published results beside those that this lab computes for its own clips. */
import { useMemo, useState } from "react";
import { labTable, parseLabResults, type LabTable } from "../../paper/lab.ts";
import { parsePublished, type PublishedTable } from "../../paper/published.ts";
import { statisticsOf } from "../../paper/statistics.ts";
import type { ResultTable } from "../../paper/table.ts";
import "../styles/results-page.css";
import "../styles/table.css";
import "../styles/statistics.css";
import "../styles/paper.css";
import { LabCaption, PublishedCaption } from "./Captions.tsx";
import { Differences } from "./Differences.tsx";
import { PaperIntro } from "./PaperIntro.tsx";
import { Results } from "./Results.tsx";
import { StatisticsView, type NamedTable } from "./StatisticsView.tsx";
import { TableGate } from "./TableGate.tsx";
import { useTable, type TableState } from "./use-table.ts";

const VIEWS = [
  { view: "published", text: "Published" },
  { view: "lab", text: "This lab" },
  { view: "statistics", text: "Statistics" },
] as const;

type View = (typeof VIEWS)[number]["view"];

const readLab = (value: unknown, from: string): LabTable => labTable(parseLabResults(value, from));

function namedTable<A extends ResultTable>(source: string, state: TableState<A>): readonly NamedTable[] {
  return state.kind === "ready" ? [{ source, statistics: statisticsOf(state.table) }] : [];
}

export default function PaperPage() {
  const [published, retryPublished] = useTable<PublishedTable>("paper/published.json", parsePublished);
  const [lab, retryLab] = useTable("paper/lab.json", readLab);
  const [view, setView] = useState<View>("published");
  const tables = useMemo(
    () => [...namedTable("Published", published), ...namedTable("This lab", lab)],
    [published, lab],
  );
  const gates = {
    published: { state: published, retry: retryPublished, name: "the published results" },
    lab: { state: lab, retry: retryLab, name: "this lab’s results" },
  };
  return (
    <main className="results-page">
      <PaperIntro source={published.kind === "ready" ? published.table.source : null} tables={tables} />
      <ViewPicker view={view} onView={setView} />
      {view === "published" && (
        <TableGate {...gates.published}>
          {(table) => <Results key={view} table={table} caption={<PublishedCaption table={table} />} />}
        </TableGate>
      )}
      {view === "lab" && (
        <TableGate {...gates.lab}>
          {(table) => <Results key={view} table={table} caption={<LabCaption table={table} />} />}
        </TableGate>
      )}
      {view === "statistics" && (
        <>
          <TableGate {...gates.published}>{() => null}</TableGate>
          <TableGate {...gates.lab}>{() => null}</TableGate>
          {tables.length > 0 && <StatisticsView tables={tables} />}
        </>
      )}
      <Differences
        published={published.kind === "ready" ? published.table : null}
        lab={lab.kind === "ready" ? lab.table : null}
      />
    </main>
  );
}

interface ViewPickerProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

function ViewPicker({ view: shown, onView }: ViewPickerProps) {
  return (
    <div className="segments paper-views" role="radiogroup" aria-label="Tables">
      {VIEWS.map(({ view, text }) => (
        <label key={view} className="segment">
          <input type="radio" name="paper-view" checked={view === shown} onChange={() => onView(view)} />
          <span>{text}</span>
        </label>
      ))}
    </div>
  );
}
