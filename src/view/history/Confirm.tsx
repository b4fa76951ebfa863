/** A button that asks once more, in its own place, before it does something large. */
import { useEffect, useRef, useState } from "react";

interface ConfirmProps {
  /** On the button, "Delete all" say. */
  readonly label: string;
  /** Asked after the first press. */
  readonly question: string;
  /** On the button that goes ahead. */
  readonly yes: string;
  readonly onConfirm: () => void;
}

export function Confirm({ label, question, yes, onConfirm }: ConfirmProps) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // The button that was pressed makes way; the focus goes to the harmless answer, and back.
    if (asking) keep.current?.focus();
    else if (asked.current) first.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" className="button-quiet" ref={first} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    <div className="confirm" role="group" aria-label={question}>
      <p>{question}</p>
      <button
        type="button"
        className="button button-danger"
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {yes}
      </button>
      <button type="button" className="button" ref={keep} onClick={() => setAsking(false)}>
        Keep
      </button>
    </div>
  );
}
