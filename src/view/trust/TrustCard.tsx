/** One measurement: what was asked, what came of it, and the picture. */
import type { ReactNode } from "react";
import type { TermName } from "../terms/glossary.ts";
import { Term } from "../terms/Term.tsx";

interface TrustCardProps {
  readonly term: TermName;
  readonly title: string;
  readonly children: ReactNode;
}

export function TrustCard({ term, title, children }: TrustCardProps) {
  return (
    <section className="trust-card" aria-label={title}>
      <h3 className="trust-card-title">
        <Term name={term}>{title}</Term>
      </h3>
      {children}
    </section>
  );
}

interface FactsProps {
  /** Name and value of each number. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Numbers of a card, a line each. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="trust-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
