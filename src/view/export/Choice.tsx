/** A few choices side by side, one of them made. */
import { useId } from "react";

interface ChoiceProps<Value extends string | number> {
  /** Accessible name, also shown. */
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string | number>({
  label,
  choices,
  value,
  onChange,
}: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="export-choice">
      <span className="field-label" id={id}>
        {label}
      </span>
      <div className="segments" role="radiogroup" aria-labelledby={id}>
        {choices.map(({ value: offered, text }) => (
          <label key={offered} className="segment">
            <input type="radio" name={id} checked={offered === value} onChange={() => onChange(offered)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
