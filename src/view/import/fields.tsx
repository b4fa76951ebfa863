/** The few kinds of fields that the import's form is made of. */
import { useId, type ReactNode } from "react";
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

/** A number to type. What is no number yet reaches nobody. */
export function NumberField({ label, value, min = 1, max, step = 1, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        // A value that comes from elsewhere, a preset say, takes the place of what was typed.
        key={value}
        id={id}
        className="text-field numbers"
        type="number"
        inputMode="decimal"
        min={min}
        {...(max === undefined ? {} : { max })}
        step={step}
        defaultValue={value}
        onBlur={(event) => {
          const typed = event.target.valueAsNumber;
          if (Number.isFinite(typed) && event.target.validity.valid) onChange(typed);
          else event.target.value = String(value);
        }}
        onKeyDown={(event) => {
          // Enter submits the form, with what stands here.
          if (event.key === "Enter") event.currentTarget.blur();
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
