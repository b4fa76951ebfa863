/** A term whose meaning is one hover, focus or tap away; Escape puts it away. Names stay what their text says. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Popover, PreviewTrigger } from "react-aria-components";
import { MethodLink } from "../method/MethodLink.tsx";
import { GLOSSARY, type TermName } from "./glossary.ts";

/** Long enough to pass over a term without opening it. */
const OPEN_MS = 300;

interface TermProps {
  readonly name: TermName;
  /** The term as it stands in the text; without it a question mark stands beside what has no room for a button. */
  readonly children?: ReactNode;
}

export function Term({ name, children }: TermProps) {
  const [open, setOpen] = useState(false);
  // A term that comes to stand under a pointer at rest, after a press of Find mask say, was not pointed at.
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
      // React Aria has been told of the pointer once, and was not heeded.
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
      {/* No slot: inside other React Aria widgets a button would else be taken for theirs. */}
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
