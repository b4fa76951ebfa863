/** Which part of an uploaded clip is sampled. */
import { useRef, useState } from "react";
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Term } from "../terms/Term.tsx";

/** Shortest part on offer, and the slider's step: seconds. */
const STEP_S = 0.1;

/** For uploaded clips with a length of their own; a new choice decodes the clip anew. */
export function RangePicker() {
  const input = useLab(({ onPage }) => (onPage?.input.kind === "files" ? onPage.input : null));
  const wholeS = useLab(({ onPage }) => onPage?.clip.sourceDurationS ?? 0);
  if (input === null || wholeS < 2 * STEP_S) return null;
  const { range = [0, wholeS] } = input;
  return <RangeSlider wholeS={wholeS} chosen={range} />;
}

interface RangeSliderProps {
  /** Length of the whole clip, seconds. */
  readonly wholeS: number;
  readonly chosen: readonly [startS: number, endS: number];
}

function RangeSlider({ wholeS, chosen }: RangeSliderProps) {
  const { chooseRange } = useActions();
  /** What the thumbs show until it is decoded, or has failed to be. */
  const [wanted, setWanted] = useState<typeof chosen | null>(null);
  const [startS, endS] = wanted ?? chosen;
  const latest = useRef(0);
  /** The last step is shorter where the clip's length is no multiple of it. */
  const partOf = ([from = 0, to = wholeS]: number[]): typeof chosen => [
    from,
    wholeS - to < STEP_S ? wholeS : to,
  ];
  const decode = async (part: typeof chosen) => {
    const mine = ++latest.current;
    if (part[1] - part[0] >= STEP_S) await chooseRange(part);
    if (mine === latest.current) setWanted(null);
  };
  return (
    <Slider
      className="range"
      minValue={0}
      maxValue={wholeS}
      step={STEP_S}
      value={[startS, endS]}
      onChange={(value: number[]) => setWanted(partOf(value))}
      onChangeEnd={(value: number[]) => void decode(partOf(value))}
    >
      <Label className="field-label">
        <Term name="part-used">Part used</Term>
      </Label>
      <SliderOutput className="numbers">{`${startS.toFixed(1)}–${endS.toFixed(1)} s`}</SliderOutput>
      <SliderTrack className="range-track" style={{ "--from": startS / wholeS, "--to": endS / wholeS }}>
        <SliderThumb className="range-thumb" index={0} aria-label="Start" />
        <SliderThumb className="range-thumb" index={1} aria-label="End" />
      </SliderTrack>
    </Slider>
  );
}
