/** A few choices side by side under a visible name, one of them selected. */
import { Segments } from "../parts/Segments.tsx";

interface ChoiceProps<Value extends string | number> {
  /** Accessible and visible name. */
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
  return (
    <div className="export-choice">
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      <Segments label={label} options={choices} value={value} onChange={onChange} />
    </div>
  );
}
