/** A few choices side by side, one of them selected: radio buttons that look like a segmented control. */
import { useId } from "react";

interface SegmentsProps<V extends string | number> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly value: V;
  readonly disabled?: boolean;
  /** Id of the element that explains the choice. */
  readonly describedBy?: string | undefined;
  readonly onChange: (value: V) => void;
}

export function Segments<V extends string | number>(props: SegmentsProps<V>) {
  const { label, options, value, disabled = false, describedBy, onChange } = props;
  const group = useId();
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input
            type="radio"
            name={group}
            checked={option.value === value}
            disabled={disabled}
            aria-describedby={describedBy}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </div>
  );
}
