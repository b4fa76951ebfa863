/** The few kinds of fields that the import's form is made of. */
import { useId, useState, type ReactNode } from "react";
import { Icon } from "../icons.tsx";

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  /** Default 1. */
  readonly min?: number;
  readonly max?: number;
  /** Default: whole numbers. */
  readonly step?: number | "any";
  readonly onChange: (value: number) => void;
}

/** A number to type. What is no number within bounds reaches nobody, and goes when the field is left. */
export function NumberField({ label, value, min = 1, max = Infinity, step = 1, onChange }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const [shown, setShown] = useState(value);
  // A value that comes from elsewhere, a preset say, takes the place of what was typed.
  if (shown !== value) {
    setShown(value);
    setText(String(value));
  }
  const typed = (written: string): number | null => {
    const number = Number(written);
    const fits = written.trim() !== "" && number >= min && number <= max;
    return fits && (step === "any" || Number.isInteger(number)) ? number : null;
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="text-field numbers"
        type="number"
        inputMode="decimal"
        min={min}
        {...(max === Infinity ? {} : { max })}
        step={step}
        value={text}
        aria-invalid={typed(text) === null}
        onChange={(event) => {
          setText(event.target.value);
          const number = typed(event.target.value);
          if (number === null) return;
          setShown(number);
          onChange(number);
        }}
        onBlur={() => {
          if (typed(text) === null) setText(String(value));
        }}
      />
    </div>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly note?: ReactNode;
  readonly onChange: (value: string) => void;
}

/** One of a list. */
export function SelectField({ label, value, options, note, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="select">
        <select
          id={id}
          value={value}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
      {note !== undefined && (
        <p className="field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
