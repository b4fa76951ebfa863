/** Field for the class names, from a file or pasted. */
import { useId } from "react";
import { useActions } from "../../state/use-lab.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { Icon } from "../parts/icons.tsx";

/** Bytes read of a file: more than any list of class names takes. */
const MOST_BYTES = 1_000_000;

interface ClassNamesProps {
  readonly count: number;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function ClassNames({ count, text, onChange }: ClassNamesProps) {
  const { report } = useActions();
  const id = useId();
  return (
    <div className="field">
      <span className="field-head">
        <label className="field-label" htmlFor={id}>
          Class names
        </label>
        <FileButton
          className="button-quiet"
          label="From a file"
          icon={<Icon name="upload" />}
          accept=".txt,.csv,.json"
          onFiles={([file]) => {
            file?.slice(0, MOST_BYTES).text().then(onChange, report);
          }}
        />
      </span>
      <textarea
        id={id}
        className="text-field class-names"
        rows={3}
        spellCheck={false}
        placeholder={`${count} names, one per line, or JSON. If empty, classes are numbered.`}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
