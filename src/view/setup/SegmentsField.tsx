/** A setting with a few choices side by side: its term is explained, and so is the selected choice if it has a meaning. */
import { useId } from "react";
import { Segments } from "../parts/Segments.tsx";
import { Term } from "../terms/Term.tsx";
import type { TermName } from "../terms/glossary.ts";

interface SegmentsFieldProps<V extends string | number> {
  readonly term: TermName;
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly text: string; readonly meaning?: string }[];
  readonly value: V;
  readonly disabled: boolean;
  readonly onChange: (value: V) => void;
}

export function SegmentsField<V extends string | number>(props: SegmentsFieldProps<V>) {
  const { term, label, options, value, disabled, onChange } = props;
  const noteId = useId();
  const meaning = options.find((option) => option.value === value)?.meaning;
  return (
    <>
      <div className="field-row presets">
        <span className="field-label">
          <Term name={term}>{label}</Term>
        </span>
        <Segments
          label={label}
          options={options}
          value={value}
          disabled={disabled}
          describedBy={meaning === undefined ? undefined : noteId}
          onChange={onChange}
        />
      </div>
      {meaning !== undefined && (
        <p className="field-note" id={noteId}>
          {meaning}
        </p>
      )}
    </>
  );
}
