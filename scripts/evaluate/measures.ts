/** A model's accuracy on labelled clips. Pure; the command is `evaluate.ts`. */

/** One clip's result. */
export interface Answer {
  readonly file: string;
  /** Index of the true class among the model's classes. */
  readonly label: number;
  /** [classes] softmax probabilities. */
  readonly probabilities: readonly number[];
}

/** The figures of one model; accuracies in [0, 1]. */
export interface Measures {
  readonly id: string;
  readonly clips: number;
  readonly top1: number;
  readonly top3: number;
  /** Top-1 and top-3 accuracy when only classes that occur as labels are considered. */
  readonly top1Among: number;
  readonly top3Among: number;
  /** `confusion[true class][predicted class]`: number of clips, over all of the model's classes; zeros left out. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Computes the figures. Of equal probabilities, the earlier class ranks first.
 *
 * @param classes  class names, in the order of the probabilities.
 * @param answers  at least one.
 */
export function measure(id: string, classes: readonly string[], answers: readonly Answer[]): Measures {
  const labels = new Set(answers.map(({ label }) => label));
  const confusion: Record<string, Record<string, number>> = {};
  const right = { top1: 0, top3: 0, top1Among: 0, top3Among: 0 };
  for (const { label, probabilities } of answers) {
    const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
    const among = order.filter((index) => labels.has(index));
    if (order[0] === label) right.top1++;
    if (order.slice(0, 3).includes(label)) right.top3++;
    if (among[0] === label) right.top1Among++;
    if (among.slice(0, 3).includes(label)) right.top3Among++;
    const row = (confusion[classes[label]!] ??= {});
    const answered = classes[order[0]!]!;
    row[answered] = (row[answered] ?? 0) + 1;
  }
  const share = (count: number) => count / answers.length;
  return {
    id,
    clips: answers.length,
    top1: share(right.top1),
    top3: share(right.top3),
    top1Among: share(right.top1Among),
    top3Among: share(right.top3Among),
    confusion,
  };
}

/** Returns the figures as text. */
export function asText({ id, clips, top1, top3, top1Among, top3Among, confusion }: Measures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = Object.entries(confusion).map(([label, answers]) => {
    const list = Object.entries(answers)
      .sort(([, a], [, b]) => b - a)
      .map(([answer, count]) => `${count} x ${answer === label ? "right" : answer}`);
    return `  ${label}: ${list.join(", ")}`;
  });
  return [
    `${id}: ${clips} clips, top-1 ${percent(top1)}, top-3 ${percent(top3)}; ` +
      `among the classes that occur ${percent(top1Among)} and ${percent(top3Among)}`,
    ...rows,
  ].join("\n");
}
