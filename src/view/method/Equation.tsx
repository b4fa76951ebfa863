/** An equation as MathML, made from TeX when the page is shown. */
import { useMemo } from "react";
import temml from "temml";
import "temml/dist/Temml-Local.css";

interface EquationProps {
  /** Written in this program, never by a visitor. */
  readonly tex: string;
}

export function Equation({ tex }: EquationProps) {
  const html = useMemo(() => temml.renderToString(tex, { displayMode: true, throwOnError: true }), [tex]);
  return <div className="equation" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A symbol or short formula within a sentence. */
export function Symbols({ tex }: EquationProps) {
  const html = useMemo(() => temml.renderToString(tex, { throwOnError: true }), [tex]);
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
