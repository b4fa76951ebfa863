/** One score in large type, with a bar from 0 to 1. */
import { formatScore } from "../parts/format.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { Term } from "../terms/Term.tsx";

interface ScoreCardProps {
  /** The paper's name; also the output's accessible name in the main lane. */
  readonly name: "OS" | "FS" | "RS";
  readonly title: string;
  readonly text: string;
  /** Score in [0, 1]; null while there is none. */
  readonly score: number | null;
  /** Score to compare with, marked on the bar. */
  readonly from?: number | undefined;
}

const TERMS = { OS: "os", FS: "fs", RS: "rs" } as const;

export function ScoreCard({ name, title, text, score, from }: ScoreCardProps) {
  const label = useLaneLabel();
  return (
    <div className={`score score-${name.toLowerCase()}`}>
      <p className="score-title">
        <Term name={TERMS[name]}>
          <b>{name}</b> {title}
        </Term>
      </p>
      <output className={score === null ? "score-value score-none" : "score-value"} aria-label={label(name)}>
        {score === null ? "–" : formatScore(score)}
      </output>
      <span className="score-bar" style={{ "--score": score ?? 0 }} aria-hidden="true">
        {from !== undefined && <i style={{ "--from": from }} />}
      </span>
      <p className="score-text">{text}</p>
    </div>
  );
}
