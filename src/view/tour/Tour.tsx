/**
 * The guided tour: a card beside the part of the page it explains, with buttons that act on the page.
 *
 * It uses no tour library: its targets are replaced while it points at them (a button by a progress bar), its texts
 * and buttons follow the state, and the page behind stays usable by pointer, keyboard and screen reader.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { saveChoice, savedChoice } from "../hooks/saved-choices.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { pressControl } from "../shortcuts/press-control.ts";
import { useTargetBox } from "./use-target-box.ts";
import { isSheet, placeCard, type Box } from "./place-card.ts";
import { tourFacts } from "./tour-facts.ts";
import { TOUR_STEPS, type TourStep } from "./tour-steps.ts";

/** Space between a target and the ring around it, CSS pixels. */
const RING = 6;

interface TourProps {
  /** Called when the tour opens. */
  readonly onStart: () => void;
  /** Called when it ends or the user leaves it. */
  readonly onLeave: () => void;
}

export default function Tour({ onStart, onLeave }: TourProps) {
  const [at, setAt] = useState(() => Math.max(0, indexOf(savedChoice("freezeframe-tour-step"))));
  // The element to focus again when the tour ends.
  const [before] = useState(() => document.activeElement);
  const { showPage } = useActions();
  const step = TOUR_STEPS[at]!;
  const last = at === TOUR_STEPS.length - 1;
  const goTo = (to: number) => {
    saveChoice("freezeframe-tour-step", TOUR_STEPS[to]?.id ?? null);
    if (to < TOUR_STEPS.length) setAt(to);
    else onLeave();
  };
  useEffect(() => {
    showPage("lab");
    onStart();
  }, [showPage, onStart]);
  useEffect(() => {
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [before]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onLeave();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onLeave]);
  return (
    <Card
      key={step.id}
      step={step}
      at={at}
      onBack={at === 0 ? null : () => goTo(at - 1)}
      onNext={() => goTo(last ? TOUR_STEPS.length : at + 1)}
      onRestart={() => goTo(0)}
      onLeave={onLeave}
    />
  );
}

interface CardProps {
  readonly step: TourStep;
  readonly at: number;
  readonly onBack: (() => void) | null;
  readonly onNext: () => void;
  readonly onRestart: () => void;
  readonly onLeave: () => void;
}

function Card({ step, at, onBack, onNext, onRestart, onLeave }: CardProps) {
  const lab = useLab((state) => state);
  const facts = useMemo(() => tourFacts(lab), [lab]);
  const card = useRef<HTMLDivElement>(null);
  const target = useTargetBox(step.target);
  const [place, setPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const done = step.done?.(facts) ?? true;
  const goesOn = step.goesOn?.(facts) ?? false;
  const last = at === TOUR_STEPS.length - 1;
  const acts = step.acts?.(facts) ?? [];
  const text = step.text(facts);

  useEffect(() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "auto" : "smooth";
    const target = document.querySelector(step.target);
    if (target === null) return;
    // On a phone, to the top, above the sheet, with space for the ring; elsewhere no further than needed.
    if (isSheet(innerWidth)) scrollBy({ behavior, top: target.getBoundingClientRect().top - 4 * RING });
    else target.scrollIntoView({ behavior, block: "nearest" });
  }, [step]);
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
  }, [step]);
  useEffect(() => {
    if (goesOn) onNext();
    // Only when it becomes true, so that Back still works.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goesOn]);
  useLayoutEffect(() => {
    const { width, height } = card.current!.getBoundingClientRect();
    setPlace(placeCard(target, { width, height }, { width: innerWidth, height: innerHeight }));
  }, [target, text, acts.length, done]);

  return (
    <>
      {target !== null && <Ring target={target} />}
      <div
        ref={card}
        className="tour"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        tabIndex={-1}
        style={{ "--x": `${place?.x ?? 0}px`, "--y": `${place?.y ?? 0}px` }}
        data-placed={place !== null}
      >
        <div className="tour-header">
          <h2 id="tour-title">{step.title}</h2>
          <button type="button" className="round" aria-label="Leave the tour" onClick={onLeave}>
            <Icon name="close" />
          </button>
        </div>
        <p id="tour-text" aria-live="polite">
          {text}
        </p>
        {step.progress && facts.searching !== null && <Progress {...facts.searching} />}
        {acts.length > 0 && (
          <div className="tour-acts">
            {acts.map(({ label, run }) => (
              <button
                key={label}
                type="button"
                className={done ? "button" : "button button-primary"}
                onClick={() => {
                  // The action may remove the button, so the card takes the focus.
                  card.current?.focus({ preventScroll: true });
                  run({ actions: lab.actions, press: pressControl }, facts);
                }}
              >
                {label}
              </button>
            ))}
          </div>
        )}
        <div className="tour-footer">
          <span className="tour-count">{`${at + 1} of ${TOUR_STEPS.length}`}</span>
          {at > 1 && (
            <button type="button" className="button-quiet" onClick={onRestart}>
              Start over
            </button>
          )}
          <span className="spring" />
          {onBack !== null && (
            <button type="button" className="button" onClick={onBack}>
              Back
            </button>
          )}
          <button type="button" className={done ? "button button-primary" : "button"} onClick={onNext}>
            {last ? "Done" : done ? "Next" : "Skip"}
          </button>
        </div>
      </div>
    </>
  );
}

function Ring({ target: { x, y, width, height } }: { readonly target: Box }) {
  return (
    <div
      className="tour-ring"
      aria-hidden="true"
      style={{
        inlineSize: width + 2 * RING,
        blockSize: height + 2 * RING,
        transform: `translate(${x - RING}px, ${y - RING}px)`,
      }}
    />
  );
}

function Progress({ step, of }: { readonly step: number; readonly of: number }) {
  const text = of === 0 ? "Choosing where to start" : `Step ${step} of ${of} at most`;
  return (
    <div className="tour-progress">
      <ProgressBar name="Search so far" done={step} of={of} text={text} />
      <span className="numbers">{text}</span>
    </div>
  );
}

function indexOf(id: string | null): number {
  return TOUR_STEPS.findIndex((step) => step.id === id);
}
