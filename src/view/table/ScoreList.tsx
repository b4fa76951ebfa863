/** A model's scores on a card, each with its abbreviation. */

interface ScoreListProps {
  /** Cells with an empty text are left out. */
  readonly cells: readonly { readonly key: string; readonly short: string; readonly text: string }[];
}

export function ScoreList({ cells }: ScoreListProps) {
  return (
    <dl className="score-list">
      {cells
        .filter(({ text }) => text !== "")
        .map(({ key, short, text }) => (
          <div key={key}>
            <dt>{short}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
