/** A button that asks for confirmation, in its own place, before it acts. */
import { useEffect, useRef, useState } from "react";

interface ConfirmProps {
  /** Text of the button, such as "Delete all". */
  readonly label: string;
  /** Question shown after the first press. */
  readonly question: string;
  /** Text of the button that confirms. */
  readonly yes: string;
  readonly onConfirm: () => void;
}

export function Confirm({ label, question, yes, onConfirm }: ConfirmProps) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // The pressed button disappears: move the focus to the harmless answer, and back afterwards.
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
