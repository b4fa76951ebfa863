/** The trim handles: two ends, the window between them, and both times as numbers. A change decodes the clip again. */
import { useRef, useState } from "react";
import { Input, Label, NumberField, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import type { ClipOnPage, TimeRange } from "../../../state/lab-state.ts";
import { useActions } from "../../../state/use-lab.ts";
import { SourcePictures } from "./SourcePictures.tsx";
import { TrimWindow } from "./TrimWindow.tsx";
import { handleStep, resizePart, SHORTEST_PART_S, ticksIn, toTheEnd } from "./trim-maths.ts";
import { useStrip } from "./use-strip.ts";

interface TrimStripProps {
  readonly onPage: ClipOnPage;
  /** Length of the whole source, seconds. */
  readonly wholeS: number;
  readonly chosen: TimeRange;
}

export function TrimStrip({ onPage, wholeS, chosen }: TrimStripProps) {
  const { chooseRange } = useActions();
  const strip = useStrip(onPage);
  /** Part that the handles show until it is decoded or has failed. */
  const [wanted, setWanted] = useState<TimeRange | null>(null);
  const latest = useRef(0);
  const part = wanted ?? chosen;
  const [startS, endS] = part;
  const stepS = handleStep(strip?.frameStepS ?? SHORTEST_PART_S);
  const ends = ([from = startS, to = endS]: readonly number[]) =>
    toTheEnd(resizePart([from, to], part, wholeS), wholeS, stepS);
  const decode = async (range: TimeRange) => {
    const mine = ++latest.current;
    setWanted(range);
    if (range[0] !== chosen[0] || range[1] !== chosen[1]) await chooseRange(range);
    if (mine === latest.current) setWanted(null);
  };
  const at = (timeS: number) => timeS / wholeS;
  const eventS = onPage.input.kind === "bundled" ? onPage.input.clip.eventS : undefined;
  return (
    <>
      <Slider
        className="trim-slider"
        aria-label="Trim"
        minValue={0}
        maxValue={wholeS}
        step={stepS}
        value={[startS, endS]}
        onChange={(value: number[]) => setWanted(ends(value))}
        onChangeEnd={(value: number[]) => void decode(ends(value))}
      >
        <SliderTrack className="trim-track" style={{ "--from": at(startS), "--to": at(endS) }}>
          <SourcePictures strip={strip} />
          <span className="trim-outside trim-before" />
          <span className="trim-outside trim-after" />
          {eventS !== undefined && (
            <span className="trim-event" style={{ "--from": at(eventS[0]), "--to": at(eventS[1]) }} />
          )}
          <TrimWindow
            part={part}
            wholeS={wholeS}
            onMove={setWanted}
            onMoved={(range) => void decode(range)}
          />
          {ticksIn(onPage.clip.timestampsS, chosen, part).map((timeS, t) => (
            <span key={t} className="trim-tick" style={{ "--from": at(timeS) }} />
          ))}
          <SliderThumb className="trim-thumb" index={0} aria-label="Start" />
          <SliderThumb className="trim-thumb" index={1} aria-label="End" />
        </SliderTrack>
      </Slider>
      <div className="trim-times">
        <TimeField
          label="Start"
          value={startS}
          least={0}
          most={endS - SHORTEST_PART_S}
          onChange={(timeS) => void decode(ends([timeS, endS]))}
        />
        <TimeField
          label="End"
          value={endS}
          least={startS + SHORTEST_PART_S}
          most={wholeS}
          onChange={(timeS) => void decode(ends([startS, timeS]))}
        />
      </div>
    </>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (timeS: number) => void;
}

const SECONDS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

function TimeField({ label, value, least, most, onChange }: TimeFieldProps) {
  return (
    <NumberField
      className="trim-time"
      value={value}
      minValue={least}
      maxValue={most}
      formatOptions={SECONDS}
      onChange={(timeS) => Number.isFinite(timeS) && timeS.toFixed(2) !== value.toFixed(2) && onChange(timeS)}
    >
      <Label>{`${label} (s)`}</Label>
      <Input className="numbers" />
    </NumberField>
  );
}
