/**
 * Sums up the measurements in plain sentences: whether a mask is faithful and, if not, why. Runs no model. The
 * thresholds (`limits.ts`) are our choice, checked by `npm run evaluate:verdict`; none of them is a law, and the page
 * shows the number beside each sentence.
 */
import type { Faithfulness } from "./faithfulness.ts";
import * as findings from "./findings.ts";
import type { Finding, Reason } from "./findings.ts";
import { LIMITS } from "./limits.ts";
import type { OptimalityGap } from "./optimality.ts";
import type { StartDistance } from "./start-distance.ts";

// Other rooms use the verdict's limits too, so that their sentences never contradict it.
export { LIMITS };

/** Levels of a verdict, from best to worst. */
export const VERDICT_LEVELS = ["supported", "mixed", "not-supported"] as const;

/** The conclusion from all measurements of a mask. */
export interface Verdict {
  /**
   * "supported": no finding speaks against the mask. "not-supported": there is nothing to explain, a decisive finding
   * speaks against it, or at least half of the settled findings that count do. "mixed": otherwise.
   */
  readonly level: (typeof VERDICT_LEVELS)[number];
  /** If the model answers another class, that; then the level in words, and the finding that decides it. */
  readonly summary: string;
  readonly reasons: readonly Reason[];
}

/** Further facts about the search; each adds a finding if it is given. */
export interface SearchFacts {
  readonly gap?: OptimalityGap | undefined;
  readonly start?: StartDistance | undefined;
}

/** Returns the verdict on a mask. */
export function verdictOf(measured: Faithfulness, facts: SearchFacts = {}): Verdict {
  if (measured.version === 1) return outOfDate();
  const concluded = conclude(measured, facts);
  const answer = findings.anotherAnswer(measured);
  return answer === null ? concluded : ofAnotherClass(concluded, answer);
}

/** Returns the verdict on a mask of a class that the model does not answer: the answer first, and not "supported". */
function ofAnotherClass({ level, summary, reasons }: Verdict, answer: Reason): Verdict {
  const supported = level === "supported";
  const rest = supported ? "Partly faithful. No other check speaks against the mask." : summary;
  return {
    level: supported ? "mixed" : level,
    summary: `${answer.sentence} ${rest}`,
    reasons: [answer, ...reasons],
  };
}

function outOfDate(): Verdict {
  const sentence =
    "An earlier version of this page measured this mask, against weaker alternatives. Check again.";
  return { level: "mixed", summary: `No verdict. ${sentence}`, reasons: [{ sentence, says: "open" }] };
}

function conclude(measured: Faithfulness, { gap, start }: SearchFacts): Verdict {
  const hopeless = nothingToExplain(measured);
  if (hopeless !== null) {
    const reasons = [{ sentence: hopeless, says: "against" }] as const;
    return { level: "not-supported", summary: `Nothing to explain. ${hopeless}`, reasons };
  }
  const noChoice = findings.noChoice(measured);
  const all = [
    findings.taken(measured),
    ...(noChoice === null ? choice(measured) : [noChoice]),
    start && findings.leftStart(start),
    gap && findings.againstBestWindow(gap),
    findings.stability(measured),
    findings.onShuffled(measured),
  ].filter((finding) => finding !== undefined && finding !== null);
  // Few findings are left of a mask that made no choice, so half of them decide nothing.
  return { ...levelOf(all, noChoice === null), reasons: all.map(reasonOf) };
}

/** Returns what can be said only of a mask that has some frames on and others off: of its choice, and of their order. */
function choice(measured: Faithfulness): (Finding | null)[] {
  return [
    findings.againstOthers(measured),
    findings.sufficiency(measured),
    findings.deletion(measured),
    findings.insertion(measured),
  ];
}

function levelOf(all: readonly Finding[], halfDecides: boolean): Pick<Verdict, "level" | "summary"> {
  const against = all.filter(({ says }) => says === "against");
  const decisive = against.find(({ weight }) => weight === "decides");
  const settled = all.filter(({ says, weight }) => says !== "open" && weight !== "cautions");
  const counted = against.filter(({ weight }) => weight !== "cautions");
  const worst = decisive ?? counted[0] ?? against[0];
  if (worst === undefined) {
    const summary = "Faithful. Its frames destroy the score, and no check speaks against them.";
    return { level: "supported", summary };
  }
  const half = counted.length > 0 && 2 * counted.length >= settled.length;
  if (decisive !== undefined || (halfDecides && half)) {
    return { level: "not-supported", summary: `Not faithful. ${worst.sentence}` };
  }
  return { level: "mixed", summary: `Partly faithful. ${worst.sentence}` };
}

function reasonOf({ sentence, says }: Reason): Reason {
  return { sentence, says };
}

function nothingToExplain({ original, everywhere, equalLength }: Faithfulness): string | null {
  if (original < LIMITS.leastScore) {
    return `The model hardly sees this class in the clip (its score is ${findings.percent(original)}), so no mask can explain it.`;
  }
  if (equalLength.on === 0) return "The mask has no frame on, so it points to nothing.";
  const lowest = Math.min(everywhere, equalLength.mask.inside);
  if (original - lowest < LIMITS.leastDrop * original) {
    return (
      `Perturbing frames hardly changes the score (from ${findings.percent(original)} to ${findings.percent(lowest)} at the lowest), ` +
      "so the score does not depend on what happens over time."
    );
  }
  return null;
}
