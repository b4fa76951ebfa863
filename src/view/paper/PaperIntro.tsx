/** The paper's claim, and whether each table supports it. */
import type { PublishedSource } from "../../paper/published.ts";
import { claimReading, readingsOf } from "../../paper/readings.ts";
import { Prose } from "./Prose.tsx";
import type { NamedTable } from "./StatisticsView.tsx";

const CLAIM =
  "The paper compares a 3D convolutional network (I3D) with a convolutional LSTM (C-LSTM) by the frames that each " +
  "relies on. It claims that I3D relies on shorter events in the clip than C-LSTM does.";

interface PaperIntroProps {
  /** Null until loaded. */
  readonly source: PublishedSource | null;
  readonly tables: readonly NamedTable[];
}

export function PaperIntro({ source, tables }: PaperIntroProps) {
  return (
    <header className="results-intro">
      <h2>The paper’s results, and this lab’s</h2>
      <p className="results-lede">
        <Prose text={CLAIM} />
      </p>
      {source !== null && (
        <p className="paper-source">
          {`${source.authors}, `}
          <cite>{source.title}</cite>
          {`, ${source.venue}. `}
          <a href={source.paper}>arXiv</a>
          {" and "}
          <a href={source.page}>the authors’ page</a>
        </p>
      )}
      <div className="paper-readings">
        {tables.map(({ source: name, statistics }) => (
          <section key={name} aria-label={`${name}, in short`}>
            <h3>{name}</h3>
            <p className="paper-claim">
              <Prose text={claimReading(statistics)} />
            </p>
            <p>
              <Prose text={readingsOf(statistics).length} />
            </p>
          </section>
        ))}
      </div>
    </header>
  );
}
