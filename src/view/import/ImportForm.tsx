/** Form for the settings that a checkpoint leaves open, with sensible defaults, and the button that loads it. */
import { useEffect, useId, useState, type FormEvent } from "react";
import type { ImportQuestion } from "../../state/import-state.ts";
import { useActions } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { ClassNames } from "./ClassNames.tsx";
import { answersOf, firstDraft, LINK_PRESET, type Draft } from "./draft.ts";
import { SelectField } from "./fields.tsx";
import { InputFields } from "./InputFields.tsx";
import { NetworkFields } from "./NetworkFields.tsx";

export function ImportForm({ question }: { readonly question: ImportQuestion }) {
  const { imports, report } = useActions();
  const [draft, setDraft] = useState(() => firstDraft(question));
  const nameId = useId();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  // Class names from a file that was dropped together with the weights.
  const { names } = question;
  useEffect(() => {
    names?.text().then((text) => setDraft((before) => ({ ...before, names: text })), report);
  }, [names, report]);
  const answers = answersOf(draft, question);
  const loading = question.loading !== null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof answers !== "string" && !loading) void imports.answer(answers);
  };
  return (
    <form className="import-form" noValidate onSubmit={onSubmit}>
      <fieldset disabled={loading} className="import-fields">
        <div className="field">
          <label className="field-label" htmlFor={nameId}>
            Name in the Model list
          </label>
          <input
            id={nameId}
            className="text-field"
            maxLength={60}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <PresetField question={question} draft={draft} onChange={change} />
        <InputFields settings={draft.settings} onChange={(settings) => change({ settings })} />
        <NetworkFields
          // Another preset resets its text fields.
          key={draft.presetId}
          settings={draft.settings}
          onChange={(settings) => change({ settings })}
        />
        <ClassNames
          count={question.inspection.classCount}
          text={draft.names}
          onChange={(text) => change({ names: text })}
        />
      </fieldset>
      {typeof answers === "string" ? (
        <p className="dialog-note import-unfit" role="status">
          {answers}
        </p>
      ) : (
        question.problem !== null && (
          <p className="dialog-problem" role="alert">
            {question.problem}
          </p>
        )
      )}
      {question.loading !== null && <Loading {...question.loading} />}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={imports.cancel}>
          Cancel
        </button>
        <button
          type="submit"
          className="button button-primary"
          disabled={loading || typeof answers === "string"}
        >
          Load the model
        </button>
      </div>
    </form>
  );
}

interface PresetFieldProps {
  readonly question: ImportQuestion;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function PresetField({ question: { inspection, wanted }, draft, onChange }: PresetFieldProps) {
  const linked =
    wanted === null
      ? []
      : [
          {
            id: LINK_PRESET,
            label: "From the link",
            note: `The settings ${wanted.name} had when the link was made. With other settings it is a different model.`,
            settings: wanted.settings,
          },
        ];
  const presets = [...linked, ...inspection.presets];
  const chosen = presets.find(({ id }) => id === draft.presetId);
  return (
    <SelectField
      label="Input preset"
      value={draft.presetId}
      options={presets.map(({ id, label }) => ({ value: id, text: label }))}
      note={chosen?.note}
      onChange={(presetId) => {
        const preset = presets.find(({ id }) => id === presetId);
        if (preset !== undefined) onChange({ presetId, settings: preset.settings });
      }}
    />
  );
}

function Loading({ loaded, total }: { readonly loaded: number; readonly total: number }) {
  const amount = total > 0 ? `${formatBytes(loaded)} of ${formatBytes(total)}` : "Starting";
  return (
    <div className="job">
      <p className="job-text">
        <span>Reading the weights</span>
        <span className="numbers">{amount}</span>
      </p>
      <ProgressBar name="Loading the model" done={loaded} of={total} text={amount} />
    </div>
  );
}
