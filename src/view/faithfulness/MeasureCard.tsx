/** One measurement: what was asked, what its numbers mean, what came of it, and the picture. */
import type { ReactNode } from "react";
import { GLOSSARY, type TermName } from "../terms/glossary.ts";

interface MeasureCardProps {
  /** Whose meaning stands under the title. */
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
  /** What each sign of the plot stands for. */
  readonly signs: readonly (readonly [sign: Sign, text: string])[];
}

/** What a plot's signs stand for. */
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
  /** Name and value of each number. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Numbers of a card, a line each. */
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
