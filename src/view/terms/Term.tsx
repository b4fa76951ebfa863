/** A term that shows its meaning on hover, focus or tap; Escape closes it. Its accessible name stays the term's text. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Popover, PreviewTrigger } from "react-aria-components";
import { MethodLink } from "../method/MethodLink.tsx";
import { GLOSSARY, type TermName } from "./glossary.ts";

/** Delay that lets the pointer pass over a term without opening it. */
const OPEN_MS = 300;

interface TermProps {
  readonly name: TermName;
  /** The term as the text has it. Without it, a question mark: for use beside something that cannot be a button. */
  readonly children?: ReactNode;
}

export function Term({ name, children }: TermProps) {
  const [open, setOpen] = useState(false);
  // A term that appears under a resting pointer (after pressing Find mask, say) was not pointed at.
  const pointer = useRef<"away" | "resting" | "moving">("away");
  const { title, text, part } = GLOSSARY[name];
  const bare = children === undefined;
  const onOpenChange = (next: boolean) => {
    if (!next || pointer.current !== "resting") setOpen(next);
  };
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hovered = {
    onPointerEnter: () => {
      pointer.current = "resting";
    },
    onPointerMove: () => {
      // React Aria reports the pointer only once, and `onOpenChange` ignored that report.
      if (pointer.current === "resting") timer.current = window.setTimeout(() => setOpen(true), OPEN_MS);
      pointer.current = "moving";
    },
    onPointerLeave: () => {
      clearTimeout(timer.current);
      pointer.current = "away";
    },
  };
  return (
    <PreviewTrigger isOpen={open} onOpenChange={onOpenChange} delay={OPEN_MS}>
      {/* No slot: otherwise other React Aria widgets around it would claim the button as theirs. */}
      <Button
        {...hovered}
        slot={null}
        className={bare ? "term-button term-about" : "term-button"}
        {...(bare ? { "aria-label": `About: ${title}` } : {})}
        onPress={() => setOpen(true)}
      >
        {bare ? "?" : children}
      </Button>
      <Popover className="meaning" placement="top" offset={6} aria-label={`${title}. ${text}`}>
        <p className="meaning-title">{title}</p>
        <p>{text}</p>
        {part !== undefined && <MethodLink part={part} onFollow={() => setOpen(false)} />}
      </Popover>
    </PreviewTrigger>
  );
}
