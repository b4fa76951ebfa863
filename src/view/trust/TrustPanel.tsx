/** Whether the mask tells the truth: one press measures it, and a sentence says what came of it. */
import { lazy, Suspense, useEffect, useMemo, useRef, type FocusEvent } from "react";
import { trustOf, type TrustJob, type TrustState } from "../../state/trust-state.ts";
import { besideWindows, trustedOf, whyNoTrust, type TrustFacts } from "../../state/trusted.ts";
import { useActions, useLab, useLane, useLaneName } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { useComparedModel, useLaneLabel } from "../lane-label.ts";
import { ProgressBar } from "../ProgressBar.tsx";
import { Term } from "../terms/Term.tsx";

// Plots and all: wanted by few visits.
const TrustReport = lazy(() => import("./TrustReport.tsx"));
const WindowCard = lazy(() => import("./WindowCard.tsx").then((module) => ({ default: module.WindowCard })));

const PARTS: Readonly<Record<Extract<TrustJob, { kind: "measuring" }>["part"], string>> = {
  windows: "Trying every window of frames",
  curves: "Perturbing frame after frame, and in random orders",
  "equal-length": "Trying other frames of the same number",
  completeness: "Following the score from the clip to the perturbed one",
  stability: "Searching again with one thing changed",
  randomised: "Searching on a model with shuffled weights",
};

export function TrustPanel() {
  const label = useLaneLabel();
  const model = useComparedModel();
  const measured = useLab((lab) => lab.measured);
  const kind = useLane((lane) => trustOf(lane, measured).kind);
  const [panel, follow] = useFollowingFocus(kind);
  return (
    <section className="panel trust" aria-label={label("Trust")} ref={panel} {...follow}>
      <h2 className="panel-title">
        Can it be trusted? {model !== null && <span className="panel-model">{model}</span>}
      </h2>
      {kind === "none" ? <Ask /> : kind === "measuring" ? <Measuring /> : <Measured />}
    </section>
  );
}

/** The same object as long as nothing in it changes. */
function useTrustFacts(): TrustFacts {
  const maskKind = useLab((lab) => lab.maskKind);
  const measured = useLab((lab) => lab.measured);
  const trust = useLane((lane) => lane.trust);
  const mask = useLane((lane) => lane.mask);
  const scoring = useLane((lane) => lane.scoring);
  return useMemo(
    () => ({ trust, mask, scoring, measured, maskKind }),
    [trust, mask, scoring, measured, maskKind],
  );
}

/** The button that was pressed makes way for another one; the focus goes along. */
function useFollowingFocus(kind: TrustState["kind"]) {
  const panel = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  const before = useRef(kind);
  useEffect(() => {
    if (before.current !== kind && pressed.current && !panel.current?.contains(document.activeElement))
      panel.current
        ?.querySelector<HTMLElement>("button.button, [tabindex='-1']")
        ?.focus({ preventScroll: true });
    before.current = kind;
  }, [kind]);
  const follow = {
    onFocus: () => (pressed.current = true),
    onBlur: ({ relatedTarget }: FocusEvent) => (pressed.current = relatedTarget === null),
  };
  return [panel, follow] as const;
}

function Ask() {
  const whyNot = useWhyNoTrust();
  return (
    <div className="trust-ask">
      <p className="field-note">
        {whyNot ?? (
          <>
            Any mask looks convincing. Its <Term name="faithfulness">faithfulness</Term> is measured against
            chance, against every window of frames, against searches run again, and on a model with shuffled
            weights. That takes as long as some fifteen searches.
          </>
        )}
      </p>
      <MeasureButton name="Check faithfulness" />
    </div>
  );
}

function useWhyNoTrust(): string | null {
  const lane = useLaneName();
  return useLab((lab) => whyNoTrust(lab, lane));
}

function MeasureButton({ name }: { readonly name: string }) {
  const lane = useLaneName();
  const label = useLaneLabel();
  const { measureTrust } = useActions();
  return (
    <button
      type="button"
      className="button"
      aria-label={label(name)}
      disabled={useWhyNoTrust() !== null}
      onClick={() => void measureTrust(lane)}
    >
      {name}
    </button>
  );
}

function Measuring() {
  const facts = useTrustFacts();
  const { trust } = facts;
  const lane = useLaneName();
  const label = useLaneLabel();
  const { cancelTrust } = useActions();
  const beside = useMemo(() => besideWindows(facts), [facts]);
  if (trust.kind !== "measuring") return null;
  const { part, done, of } = trust;
  return (
    <div className="trust-measuring">
      <p className="job-text">
        <b>{PARTS[part]}</b>
        {of > 0 && <span className="numbers">{`${done} of ${of}`}</span>}
      </p>
      <ProgressBar name={label("Faithfulness")} done={done} of={of} text={PARTS[part]} />
      <button type="button" className="button" onClick={() => cancelTrust(lane)}>
        Stop checking
      </button>
      {beside !== null && (
        <Suspense>
          <div className="trust-cards">
            <WindowCard {...beside} />
          </div>
        </Suspense>
      )}
    </div>
  );
}

function Measured() {
  const facts = useTrustFacts();
  const trusted = useMemo(() => trustedOf(facts), [facts]);
  if (trusted === null) return null;
  const { level, summary, reasons } = trusted.verdict;
  return (
    <>
      <p className={`summary verdict verdict-${level}`} aria-live="polite" tabIndex={-1}>
        <Icon name={level === "supported" ? "check" : "alert"} />
        {summary}
      </p>
      <ul className="reasons">
        {reasons.map(({ sentence, good }) => (
          <li key={sentence} className={good ? "reason-good" : "reason-bad"}>
            <Icon name={good ? "check" : "alert"} />
            <span>
              <span className="visually-hidden">{good ? "For it: " : "Against it: "}</span>
              {sentence}
            </span>
          </li>
        ))}
      </ul>
      {trusted.kept && <Kept />}
      <Suspense fallback={<p className="field-note">Loading the plots.</p>}>
        <TrustReport {...trusted} />
      </Suspense>
    </>
  );
}

/** Says that nothing of it was measured on this page, and offers to. */
function Kept() {
  const whyNot = useWhyNoTrust();
  return (
    <div className="trust-ask">
      <p className="field-note">
        As it was measured when this result was saved. {whyNot ?? "It can be measured again here."}
      </p>
      <MeasureButton name="Check again" />
    </div>
  );
}
