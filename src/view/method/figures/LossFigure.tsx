/** Live figure of the loss: sliders for its weights, and the mask that a search then learns on a toy clip. */
import { useDeferredValue, useId, useMemo, useState } from "react";
import { maskRuns, SHOWN_ON } from "../../../math/mask-runs.ts";
import { PRESETS } from "../../../math/search-settings.ts";
import { formatRuns } from "../../../base/format.ts";
import { formatScore } from "../../parts/format.ts";
import { searchToy, TOY_EVENT, TOY_STEPS, type ToyStep } from "../loss-toy.ts";
import { stackedAreas } from "./stacked-areas.ts";

const { lambda1, lambda2, beta, pairs } = PRESETS.default;

/** The sliders and their ranges. */
const WEIGHTS = [
  { name: "lambda1", label: "λ₁, price of frames", max: 0.5, min: 0, step: 0.01 },
  { name: "lambda2", label: "λ₂, price of pieces", max: 0.5, min: 0, step: 0.01 },
  { name: "beta", label: "β, exponent of a step", max: 6, min: 1, step: 0.5 },
] as const;

const START = { lambda1, lambda2, beta };

export function LossFigure() {
  const [weights, setWeights] = useState(START);
  const [step, setStep] = useState(TOY_STEPS);
  const asked = useDeferredValue(weights);
  const steps = useMemo(() => searchToy({ ...asked, pairs }), [asked]);
  const id = useId();
  const now = steps[step - 1]!;
  const runs = maskRuns(now.mask, SHOWN_ON);
  const [first, last] = TOY_EVENT;
  return (
    <figure className="live" aria-labelledby={`${id}-caption`}>
      <div className="live-controls">
        {WEIGHTS.map(({ name, label, min, max, step: by }) => (
          <label key={name} className="live-slider">
            <span>{label}</span>
            <input
              type="range"
              min={min}
              max={max}
              step={by}
              value={weights[name]}
              onChange={(event) => setWeights({ ...weights, [name]: Number(event.target.value) })}
            />
            <output className="numbers">{weights[name].toFixed(name === "beta" ? 1 : 2)}</output>
          </label>
        ))}
        <label className="live-slider">
          <span>Step</span>
          <input
            type="range"
            min={1}
            max={TOY_STEPS}
            value={step}
            onChange={(event) => setStep(Number(event.target.value))}
          />
          <output className="numbers">{step}</output>
        </label>
      </div>
      <MaskBars mask={now.mask} />
      <Course steps={steps} step={step} />
      <dl className="loss-terms">
        <Value name="Class score" value={now.classScore} swatch="score" />
        <Value name="L1" value={now.l1} swatch="l1" />
        <Value name="TV" value={now.tv} swatch="tv" />
        <Value name="Loss" value={now.loss} />
      </dl>
      <p className="live-said" aria-live="polite">
        {`At step ${step}: ${runs.length === 0 ? "no frame is masked" : `${formatRuns(runs)} masked`}, class score ${formatScore(now.classScore)}.`}
        {weights !== START && (
          <button type="button" className="button-quiet" onClick={() => setWeights(START)}>
            Reset to the paper’s weights
          </button>
        )}
      </p>
      <figcaption id={`${id}-caption`}>
        {`A toy clip of 16 frames in which something moves in frames ${first + 1} to ${last + 1} (underlined), and a toy model that needs a few frames of steady motion. The loss, its gradient and Adam are those of the lab. Raise a price and watch the mask change.`}
      </figcaption>
    </figure>
  );
}

function MaskBars({ mask }: { readonly mask: ArrayLike<number> }) {
  const values = Array.from(mask);
  return (
    <div
      className="bars"
      role="img"
      aria-label={`Mask: ${values.map((m) => m.toFixed(2)).join(" ")}`}
      style={{ "--first": TOY_EVENT[0], "--last": TOY_EVENT[1] }}
    >
      {values.map((m, t) => (
        <span
          key={t}
          className={t >= TOY_EVENT[0] && t <= TOY_EVENT[1] ? "bar bar-event" : "bar"}
          data-on={m > SHOWN_ON}
          style={{ "--m": m }}
        />
      ))}
    </div>
  );
}

/** Size of the plot's view box, which is stretched to fit. */
const BOX = { width: 100, height: 100 };

function Course({ steps, step }: { readonly steps: readonly ToyStep[]; readonly step: number }) {
  const top = useMemo(() => Math.max(...steps.map(({ loss }) => loss)), [steps]);
  const areas = useMemo(() => {
    const terms = [steps.map((s) => s.classScore), steps.map((s) => s.l1), steps.map((s) => s.tv)];
    return stackedAreas(terms, { ...BOX, top });
  }, [steps, top]);
  const x = ((step - 1) / (TOY_STEPS - 1)) * BOX.width;
  return (
    <div className="toy-course">
      <span className="numbers" aria-hidden="true">{`Loss ${formatScore(top)}`}</span>
      <svg
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Terms of the loss over ${TOY_STEPS} steps, stacked; the loss ends at ${formatScore(steps.at(-1)!.loss)}`}
      >
        {["score", "l1", "tv"].map((name, at) => (
          <path key={name} className={`area area-${name}`} d={areas[at]} />
        ))}
        <path className="toy-course-now" d={`M${x} 0V${BOX.height}`} />
      </svg>
    </div>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: number;
  readonly swatch?: "score" | "l1" | "tv";
}

function Value({ name, value, swatch }: ValueProps) {
  return (
    <div>
      <dt>
        {swatch !== undefined && <span className={`area-swatch area-${swatch}`} aria-hidden="true" />}
        {name}
      </dt>
      <dd className="numbers">{formatScore(value)}</dd>
    </div>
  );
}
