/** The card of one measurement: title, meaning, plot and numbers. */
import type { ReactNode } from "react";
import { GLOSSARY, type TermName } from "../terms/glossary.ts";

interface MeasureCardProps {
  /** Term whose glossary text is shown under the title. */
  readonly term: TermName;
  readonly title: string;
  readonly children: ReactNode;
}

export function MeasureCard({ term, title, children }: MeasureCardProps) {
  return (
    <section className="faithfulness-card" aria-label={title}>
      <h3 className="faithfulness-card-title">{title}</h3>
      <p className="field-note">{GLOSSARY[term].text}</p>
      {children}
    </section>
  );
}

type Sign = "accent" | "ink" | "band" | "dot" | "ring" | "tick" | "truth" | "bar" | "edge";

interface PlotKeyProps {
  /** Signs of the plot, each with its meaning. */
  readonly signs: readonly (readonly [sign: Sign, text: string])[];
}

/** The key of a plot. */
export function PlotKey({ signs }: PlotKeyProps) {
  return (
    <p className="plot-key">
      {signs.map(([sign, text]) => (
        <span key={sign}>
          <span className={`key key-${sign}`} /> {text}
        </span>
      ))}
    </p>
  );
}

interface FactsProps {
  /** Names and values. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** The numbers of a card, one per line. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="faithfulness-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
