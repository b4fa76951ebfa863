/** The Faithfulness panel: a button measures the mask, then a sentence sums up the result. */
import { lazy, Suspense, useEffect, useMemo, useRef, type FocusEvent } from "react";
import {
  besideWindows,
  measuredFaithfulness,
  whyNoFaithfulness,
  type FaithfulnessFacts,
} from "../../state/faithfulness.ts";
import {
  faithfulnessOf,
  type FaithfulnessJob,
  type FaithfulnessState,
} from "../../state/faithfulness-state.ts";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { useLaneTitle, useLaneLabel } from "../lanes/lane-label.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { Term } from "../terms/Term.tsx";

// Loaded when first needed: the plots are large, and few visits measure faithfulness.
const FaithfulnessReport = lazy(() => import("./FaithfulnessReport.tsx"));
const WindowCard = lazy(() => import("./WindowCard.tsx").then((module) => ({ default: module.WindowCard })));

const PARTS: Readonly<Record<Extract<FaithfulnessJob, { kind: "measuring" }>["part"], string>> = {
  windows: "Scoring every window of frames",
  curves: "Perturbing frames one by one, in the mask’s and in other orders",
  "equal-length": "Scoring windows as long, and scattered picks",
  completeness: "Following the score from the clip to the fully perturbed one",
  stability: "Repeating the search with one thing changed",
  randomised: "Searching on a model with shuffled weights",
};

/** Icon of a reason, and the words that screen readers hear before it. */
const REASON = {
  for: { icon: "check", words: "For it: " },
  against: { icon: "alert", words: "Against it: " },
  open: { icon: "more", words: "Not settled: " },
} as const;

export function FaithfulnessPanel() {
  const label = useLaneLabel();
  const title = useLaneTitle();
  const measured = useLab((lab) => lab.measured);
  const kind = useLane((lane) => faithfulnessOf(lane, measured).kind);
  const [panel, follow] = useFollowingFocus(kind);
  return (
    <section className="panel faithfulness" aria-label={label("Faithfulness")} ref={panel} {...follow}>
      <h2 className="panel-title">
        Faithfulness {title !== null && <span className="panel-model">{title}</span>}
      </h2>
      {kind === "none" ? <Ask /> : kind === "measuring" ? <Measuring /> : <Measured />}
    </section>
  );
}

/** Returns the lane's facts; the same object until one of them changes. */
function useFaithfulnessFacts(): FaithfulnessFacts {
  const faithfulness = useLane((lane) => lane.faithfulness);
  const mask = useLane((lane) => lane.mask);
  const scoring = useLane((lane) => lane.scoring);
  const maskKind = useLane((lane) => lane.maskKind);
  return useMemo(() => ({ faithfulness, mask, scoring, maskKind }), [faithfulness, mask, scoring, maskKind]);
}

/** Moves the focus to the next button when the pressed one is replaced by another state of the panel. */
function useFollowingFocus(kind: FaithfulnessState["kind"]) {
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
  const whyNot = useWhyNot();
  return (
    <div className="faithfulness-ask">
      <p className="field-note">
        {whyNot ?? (
          <>
            Any mask looks convincing. This measures its <Term name="faithfulness">faithfulness</Term> against
            every window of frames, scattered frames, repeated searches and a model with shuffled weights. It
            takes about 25 times as long as a search.
          </>
        )}
      </p>
      <MeasureButton name="Check faithfulness" />
    </div>
  );
}

function useWhyNot(): string | null {
  const lane = useLaneId();
  return useLab((lab) => whyNoFaithfulness(lab, lane));
}

function MeasureButton({ name }: { readonly name: string }) {
  const lane = useLaneId();
  const label = useLaneLabel();
  const { measureFaithfulness } = useActions();
  return (
    <button
      type="button"
      className="button"
      aria-label={label(name)}
      disabled={useWhyNot() !== null}
      onClick={() => void measureFaithfulness(lane)}
    >
      {name}
    </button>
  );
}

function Measuring() {
  const facts = useFaithfulnessFacts();
  const measured = useLab((lab) => lab.measured);
  const { faithfulness } = facts;
  const lane = useLaneId();
  const label = useLaneLabel();
  const { cancelFaithfulness } = useActions();
  const beside = useMemo(() => besideWindows(facts, measured), [facts, measured]);
  if (faithfulness.kind !== "measuring") return null;
  const { part, done, of } = faithfulness;
  return (
    <div className="faithfulness-measuring">
      <p className="job-text">
        <b>{PARTS[part]}</b>
        {of > 0 && <span className="numbers">{`${done} of ${of}`}</span>}
      </p>
      <ProgressBar name={label("Faithfulness")} done={done} of={of} text={PARTS[part]} />
      <button type="button" className="button" onClick={() => cancelFaithfulness(lane)}>
        Stop checking
      </button>
      {beside !== null && (
        <Suspense>
          <div className="faithfulness-cards">
            <WindowCard {...beside} />
          </div>
        </Suspense>
      )}
    </div>
  );
}

function Measured() {
  const facts = useFaithfulnessFacts();
  const measured = useLab((lab) => lab.measured);
  const faithfulness = useMemo(() => measuredFaithfulness(facts, measured), [facts, measured]);
  if (faithfulness === null) return null;
  const { level, summary, reasons } = faithfulness.verdict;
  return (
    <>
      <p className={`summary verdict verdict-${level}`} aria-live="polite" tabIndex={-1}>
        <Icon name={level === "supported" ? "check" : "alert"} />
        {summary}
      </p>
      <ul className="reasons">
        {reasons.map(({ sentence, says }) => (
          <li key={sentence} className={`reason-${says}`}>
            <Icon name={REASON[says].icon} />
            <span>
              <span className="visually-hidden">{REASON[says].words}</span>
              {sentence}
            </span>
          </li>
        ))}
      </ul>
      {faithfulness.saved && <Saved />}
      <Suspense fallback={<p className="field-note">Loading the plots.</p>}>
        <FaithfulnessReport {...faithfulness} />
      </Suspense>
    </>
  );
}

/** Says that the measurement was saved earlier, and offers to repeat it on this page. */
function Saved() {
  const whyNot = useWhyNot();
  return (
    <div className="faithfulness-ask">
      <p className="field-note">
        Measured before this result was saved. {whyNot ?? "You can measure it again here."}
      </p>
      <MeasureButton name="Check again" />
    </div>
  );
}
