/** An equation as MathML, rendered from TeX when the page is shown. */
import { useMemo, useRef } from "react";
import temml from "temml";
import "temml/dist/Temml-Local.css";
import { useScrolls } from "../hooks/use-scrolls.ts";

interface EquationProps {
  /** TeX from this program, never from a visitor: it is inserted as HTML. */
  readonly tex: string;
}

/** Shows an equation. If it is too wide and scrolls, it is a named tab stop; otherwise plain content, which screen readers read best. */
export function Equation({ tex }: EquationProps) {
  const html = useMemo(() => temml.renderToString(tex, { displayMode: true, throwOnError: true }), [tex]);
  const box = useRef<HTMLDivElement>(null);
  const stop = useScrolls(box) && { role: "group", "aria-label": "Equation, scrolls sideways", tabIndex: 0 };
  return <div ref={box} className="equation" {...stop} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A symbol or short formula within a sentence. */
export function Symbols({ tex }: EquationProps) {
  const html = useMemo(() => temml.renderToString(tex, { throwOnError: true }), [tex]);
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
