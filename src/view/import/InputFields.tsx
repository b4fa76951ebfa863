/** Fields for the network's input: frames, their size, and the range of their values. */
import { MOST_FRAMES, SIDES } from "../../recognise/fit.ts";
import type { ImportSettings } from "../../recognise/inspection.ts";
import { NumberField, SelectField } from "./fields.tsx";

type Input = ImportSettings["input"];
type Rgb = Input["mean"];

interface InputFieldsProps {
  readonly settings: ImportSettings;
  readonly onChange: (settings: ImportSettings) => void;
}

const RANGES: readonly { readonly range: Input["range"]; readonly text: string }[] = [
  { range: [-1, 1], text: "−1 to 1" },
  { range: [0, 1], text: "0 to 1" },
  { range: [0, 255], text: "0 to 255" },
];

export function InputFields({ settings, onChange }: InputFieldsProps) {
  const { input } = settings;
  const change = (part: Partial<Input>) => onChange({ ...settings, input: { ...input, ...part } });
  const current = input.range.join();
  const known = RANGES.some(({ range }) => range.join() === current);
  const options = [
    ...RANGES.map(({ range, text }) => ({ value: range.join(), text })),
    ...(known ? [] : [{ value: current, text: input.range.join(" to ") }]),
  ];
  return (
    <>
      <div className="import-row">
        <NumberField
          label="Frames"
          value={input.frames}
          max={MOST_FRAMES}
          onChange={(frames) => change({ frames })}
        />
        <NumberField
          label="Width"
          value={input.width}
          max={SIDES.most}
          onChange={(width) => change({ width })}
        />
        <NumberField
          label="Height"
          value={input.height}
          max={SIDES.most}
          onChange={(height) => change({ height })}
        />
        <SelectField
          label="Value range"
          value={current}
          options={options}
          onChange={(value) => {
            const range = RANGES.find((one) => one.range.join() === value)?.range;
            if (range !== undefined) change({ range });
          }}
        />
      </div>
      <details className="import-more">
        <summary>Normalisation</summary>
        <p className="field-note">
          Applied to the values in that range: minus the mean, divided by the deviation, per colour.
        </p>
        <RgbFields label="mean" value={input.mean} onChange={(mean) => change({ mean })} />
        <RgbFields label="deviation" value={input.std} positive onChange={(std) => change({ std })} />
        <SelectField
          label="Then, for each clip"
          value={input.normalise}
          options={[
            { value: "none", text: "nothing" },
            { value: "clip", text: "subtract its mean, divide by its deviation" },
          ]}
          onChange={(value) => change({ normalise: value === "clip" ? "clip" : "none" })}
        />
      </details>
    </>
  );
}

interface RgbFieldsProps {
  readonly label: string;
  readonly value: Rgb;
  readonly positive?: boolean;
  readonly onChange: (value: Rgb) => void;
}

function RgbFields({ label, value, positive = false, onChange }: RgbFieldsProps) {
  return (
    <div className="import-row">
      {(["Red", "Green", "Blue"] as const).map((colour, at) => (
        <NumberField
          key={colour}
          label={`${colour} ${label}`}
          value={value[at]!}
          min={positive ? 1e-6 : -1000}
          step="any"
          onChange={(number) => onChange(value.with(at, number) as Rgb)}
        />
      ))}
    </div>
  );
}
