/** Settings of the network that its weights do not reveal; they differ by architecture. */
import { useId, useState } from "react";
import { MOST_FRAMES } from "../../recognise/fit.ts";
import type { ImportSettings } from "../../recognise/inspection.ts";
import { NumberField, SelectField } from "./fields.tsx";
import { parseSteps, stepsText } from "./steps-text.ts";

type Architecture = ImportSettings["architecture"];
type Kind<K extends Architecture["kind"]> = Extract<Architecture, { kind: K }>;

interface FieldsOf<A> {
  readonly architecture: A;
  readonly onChange: (architecture: A) => void;
}

interface NetworkFieldsProps {
  readonly settings: ImportSettings;
  readonly onChange: (settings: ImportSettings) => void;
}

export function NetworkFields({ settings, onChange }: NetworkFieldsProps) {
  const { architecture, input } = settings;
  const change = (next: Architecture) => onChange({ ...settings, architecture: next });
  return (
    <details className="import-more">
      <summary>Network</summary>
      {architecture.kind === "i3d" && <I3dFields architecture={architecture} onChange={change} />}
      {architecture.kind === "convlstm" && <ConvLstmFields architecture={architecture} onChange={change} />}
      {architecture.kind === "clstm4" && (
        <Clstm4Fields architecture={architecture} frames={input.frames} onChange={change} />
      )}
    </details>
  );
}

const STAGES = ["Stem", "Pool 4a", "Pool 5a"] as const;
const MOST_STRIDE = 8;

function I3dFields({ architecture, onChange }: FieldsOf<Kind<"i3d">>) {
  const { temporalStrides, headWindow = 2 } = architecture;
  return (
    <>
      <p className="field-note">
        Temporal strides; 2 in the original. The paper’s “doubled” I3Ds use 1 in some places, and a longer
        last window.
      </p>
      <div className="import-row">
        {STAGES.map((stage, at) => (
          <SelectField
            key={stage}
            label={stage}
            value={String(temporalStrides[at])}
            options={["1", "2"].map((value) => ({ value, text: value }))}
            onChange={(value) =>
              onChange({
                ...architecture,
                temporalStrides: temporalStrides.with(at, value === "1" ? 1 : 2) as typeof temporalStrides,
              })
            }
          />
        ))}
        <NumberField
          label="Last window"
          value={headWindow}
          max={MOST_FRAMES}
          onChange={(frames) => onChange({ ...architecture, headWindow: frames })}
        />
      </div>
    </>
  );
}

/** Spatial stride of a C-LSTM's input convolutions. */
function StrideField<A extends Kind<"convlstm" | "clstm4">>({ architecture, onChange }: FieldsOf<A>) {
  return (
    <NumberField
      label="Stride"
      value={architecture.stride}
      max={MOST_STRIDE}
      onChange={(stride) => onChange({ ...architecture, stride })}
    />
  );
}

function ConvLstmFields({ architecture, onChange }: FieldsOf<Kind<"convlstm">>) {
  const { padding, gate } = architecture;
  return (
    <div className="import-row">
      <StrideField architecture={architecture} onChange={onChange} />
      <SelectField
        label="Padding"
        value={padding}
        options={[
          { value: "valid", text: "valid" },
          { value: "same", text: "same" },
        ]}
        onChange={(value) => onChange({ ...architecture, padding: value === "same" ? "same" : "valid" })}
      />
      <SelectField
        label="Gates"
        value={gate}
        options={[
          { value: "hard", text: "hard sigmoid (Keras 2)" },
          { value: "logistic", text: "sigmoid (Keras 3)" },
        ]}
        onChange={(value) => onChange({ ...architecture, gate: value === "hard" ? "hard" : "logistic" })}
      />
    </div>
  );
}

function Clstm4Fields({
  architecture,
  frames,
  onChange,
}: FieldsOf<Kind<"clstm4">> & { readonly frames: number }) {
  const { effectiveSteps } = architecture;
  const [text, setText] = useState(() => stepsText(effectiveSteps));
  const id = useId();
  const steps = parseSteps(text, frames);
  return (
    <div className="import-row">
      <StrideField architecture={architecture} onChange={onChange} />
      <div className="field">
        <label className="field-label" htmlFor={id}>
          Frames seen by the last layer
        </label>
        <input
          id={id}
          className="text-field numbers"
          value={text}
          aria-invalid={steps === null}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setText(event.target.value);
            const typed = parseSteps(event.target.value, frames);
            if (typed !== null) onChange({ ...architecture, effectiveSteps: typed });
          }}
        />
        <p className="field-note" id={`${id}-note`}>
          {steps === null
            ? `Enter frames from 1 to ${frames}, such as 16 or 13–16.`
            : "The released code uses only the last one."}
        </p>
      </div>
    </div>
  );
}
