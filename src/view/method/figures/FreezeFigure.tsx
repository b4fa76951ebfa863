/** Live figure: sixteen numbered frames, a mask to paint, and what each frame then shows when frozen and reversed. */
import { useId, useMemo, useState } from "react";
import { freezeMatrix } from "../../../math/freeze.ts";
import { maskRuns, REVERSE_THRESHOLD } from "../../../math/mask-runs.ts";
import { reverseMatrix } from "../../../math/reverse.ts";
import { formatRuns } from "../../../base/format.ts";
import { shownFrames, sourcesIn, TOY_FRAMES } from "./freeze-figure-data.ts";
import { PaintRow } from "./PaintRow.tsx";

/** Masks to start from; `on` takes a 0-based frame. */
const EXAMPLES: readonly { readonly name: string; readonly on: (t: number) => boolean }[] = [
  { name: "One run", on: (t) => t >= 5 && t <= 10 },
  { name: "Two runs", on: (t) => (t >= 2 && t <= 5) || (t >= 9 && t <= 13) },
  { name: "All", on: () => true },
  { name: "None", on: () => false },
];

const maskOfExample = (on: (t: number) => boolean) => TOY_FRAMES.map((t) => on(t));

export function FreezeFigure() {
  const [on, setOn] = useState<readonly boolean[]>(() => maskOfExample(EXAMPLES[0]!.on));
  const [value, setValue] = useState(1);
  const [pointed, setPointed] = useState<number | null>(null);
  const id = useId();
  const mask = useMemo(() => on.map((is) => (is ? value : 0)), [on, value]);
  const freeze = useMemo(() => freezeMatrix(mask), [mask]);
  const reverse = useMemo(() => reverseMatrix(mask), [mask]);
  const runs = maskRuns(mask, REVERSE_THRESHOLD);
  const said =
    pointed === null
      ? runs.length === 0
        ? "No frame is perturbed, so the frozen and reversed clips equal the original."
        : `Perturbed: ${formatRuns(runs)}.`
      : `Frame ${pointed + 1} shows ${sourcesIn(freeze, pointed)} when frozen, and ${sourcesIn(reverse, pointed)} when reversed.`;
  return (
    <figure className="live" aria-labelledby={`${id}-caption`}>
      <div className="live-controls">
        <div className="live-examples" role="group" aria-label="Example masks">
          {EXAMPLES.map((example) => (
            <button
              key={example.name}
              type="button"
              className="button-quiet"
              onClick={() => setOn(maskOfExample(example.on))}
            >
              {example.name}
            </button>
          ))}
        </div>
        <label className="live-slider">
          <span>Mask value</span>
          <input
            type="range"
            min={0.05}
            max={1}
            step={0.05}
            value={value}
            onChange={(event) => setValue(Number(event.target.value))}
          />
          <output className="numbers">{value.toFixed(2)}</output>
        </label>
      </div>
      <div className="toy">
        <Row title="Clip" weights={null} pointed={pointed} />
        <PaintRow on={on} value={value} onPaint={setOn} onPoint={setPointed} />
        <Row title="Frozen" weights={freeze} pointed={pointed} />
        <Row title="Reversed" weights={reverse} pointed={pointed} />
      </div>
      <p className="live-said" aria-live="polite">
        {said}
      </p>
      <figcaption id={`${id}-caption`}>
        Paint the mask by clicking or dragging, or with the arrow keys and space. Each frame has its own
        colour; a frozen or reversed frame shows the colours of the frames it is mixed from, by weight.
      </figcaption>
    </figure>
  );
}

interface RowProps {
  readonly title: string;
  /** [T, T]; null for the clip itself. */
  readonly weights: ArrayLike<number> | null;
  readonly pointed: number | null;
}

function Row({ title, weights, pointed }: RowProps) {
  const frames = shownFrames(weights);
  return (
    <div className="toy-row">
      <span className="toy-title" aria-hidden="true">
        {title}
      </span>
      <div
        className="toy-cells"
        role="img"
        aria-label={`${title}: frames ${frames.map(({ main }) => main + 1).join(" ")}`}
      >
        {frames.map(({ main, parts }, t) => (
          <span key={t} className={t === pointed ? "toy-frame toy-frame-pointed" : "toy-frame"}>
            <span className="toy-fill">
              {parts.map(({ s, weight }) => (
                <i key={s} style={{ flexGrow: weight, "--hue": s / (TOY_FRAMES.length - 1) }} />
              ))}
            </span>
            <span className="toy-number">{main + 1}</span>
          </span>
        ))}
      </div>
    </div>
  );
}
