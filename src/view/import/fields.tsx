/** The kinds of field in the import form. */
import { useId, useState, type ReactNode } from "react";
import { Icon } from "../parts/icons.tsx";

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

/** A number field. Invalid input is not passed on, and is reset when the field loses the focus. */
export function NumberField({ label, value, min = 1, max = Infinity, step = 1, onChange }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const [shown, setShown] = useState(value);
  // A value from elsewhere, such as a preset, replaces what was typed.
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

/** A list with one choice. */
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
