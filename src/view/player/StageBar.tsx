/** Toolbar of the stage: the view of the masked clip, Grad-CAM, layout and full screen. */
import { useMemo, type RefObject } from "react";
import {
  Button,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  Slider,
  SliderThumb,
  SliderTrack,
} from "react-aria-components";
import { OPERATED } from "../../math/operator.ts";
import { maskedView, waysToPerturb } from "../../state/derived.ts";
import type { MaskedView, StageViews } from "../../state/lab-state.ts";
import { mainLane } from "../../state/lanes.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { Segments } from "../parts/Segments.tsx";
import { useFullScreen } from "./use-full-screen.ts";
import { Term } from "../terms/Term.tsx";

const CAM_SCALES: readonly { readonly value: StageViews["camScale"]; readonly text: string }[] = [
  { value: "clip", text: "Whole clip" },
  { value: "frame", text: "Each frame" },
];

const VIEW_TERMS = {
  freeze: "frozen",
  reverse: "reversed",
  fade: "faded",
  blur: "blurred",
  difference: "difference",
} as const;

function textOf(view: MaskedView): string {
  return view === "difference" ? "Difference" : OPERATED[view];
}

/** @param stage  element that full screen shows. */
export function StageBar({ stage }: { readonly stage: RefObject<HTMLElement | null> }) {
  const { cam, layout } = useLab((lab) => lab.views);
  const masked = useLab(maskedView);
  const maskKind = useLab((lab) => mainLane(lab).maskKind);
  const options = useMemo(
    () =>
      [...waysToPerturb({ maskKind }), "difference" as const].map((value) => ({
        value,
        text: textOf(value),
      })),
    [maskKind],
  );
  const { setViews } = useActions();
  const [full, toggleFull] = useFullScreen(stage);
  return (
    <div className="stage-bar" role="toolbar" aria-label="Views">
      <Segments
        label="Masked clip view"
        options={options}
        value={masked}
        onChange={(value) => setViews({ masked: value })}
      />
      <Term name={VIEW_TERMS[masked]} />
      <span className="spring" />
      <button type="button" className="chip" aria-pressed={cam} onClick={() => setViews({ cam: !cam })}>
        <Icon name="heat" /> Grad-CAM
      </button>
      {cam && <Term name="grad-cam" />}
      {cam && <CamSettings />}
      <button
        type="button"
        className="round"
        aria-label="Stacked"
        title={layout === "side" ? "Stacked" : "Side by side"}
        aria-pressed={layout === "stacked"}
        onClick={() => setViews({ layout: layout === "side" ? "stacked" : "side" })}
      >
        <Icon name={layout === "side" ? "stacked" : "side"} />
      </button>
      <button
        type="button"
        className="round"
        aria-label="Full screen"
        title={full ? "Exit full screen" : "Full screen"}
        aria-pressed={full}
        onClick={toggleFull}
      >
        <Icon name={full ? "shrink" : "grow"} />
      </button>
    </div>
  );
}

function CamSettings() {
  const { camOpacity, camScale } = useLab((lab) => lab.views);
  const { setViews } = useActions();
  return (
    <DialogTrigger>
      <Button className="round" aria-label="Grad-CAM settings">
        <Icon name="sliders" />
      </Button>
      <Popover className="popover popover-form" placement="bottom end">
        <Dialog className="popover-fields" aria-label="Grad-CAM settings">
          <Slider
            className="opacity"
            minValue={0}
            maxValue={1}
            step={0.05}
            value={camOpacity}
            onChange={(value: number) => setViews({ camOpacity: value })}
          >
            <Label className="field-label">Opacity</Label>
            <SliderTrack className="opacity-track" style={{ "--share": camOpacity }}>
              <SliderThumb className="range-thumb" />
            </SliderTrack>
          </Slider>
          <div className="field">
            <span className="field-label">
              Full colour marks the largest value in{" "}
              <Term name={camScale === "clip" ? "cam-per-clip" : "cam-per-frame"} />
            </span>
            <Segments
              label="Grad-CAM scale"
              options={CAM_SCALES}
              value={camScale}
              onChange={(value) => setViews({ camScale: value })}
            />
          </div>
          <p className="cam-scale" aria-hidden="true">
            <span>0</span>
            <span className="cam-ramp" />
            <span>largest</span>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
