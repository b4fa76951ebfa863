/**
 * The model-randomisation sanity check (Adebayo et al., NeurIPS 2018): runs the search on models whose weights are
 * shuffled layer by layer, from the logits down. A mask that stays the same does not depend on what the model learnt.
 *
 * Departure: the paper explains the same class throughout. Here each model explains the class that it answers, since a
 * search needs a score to lower, and a model that does not react to frames is not searched.
 */
import { LabError } from "../base/errors.ts";
import { mapYields } from "../base/map-yields.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import { windowMask, windowsOf } from "../math/windows.ts";
import type { MaskScorer } from "../search/descent.ts";
import type { Faithfulness, Reaction, SearchedOnRandom } from "../faithfulness/faithfulness.ts";
import { reacts, spreadOf } from "../faithfulness/shuffled.ts";
import { HardScores, type Done } from "./hard-scores.ts";
import { lossesOf } from "./losses.ts";
import type { FaithfulnessSubject, OpenShuffled } from "./subject.ts";
import { searchMasks } from "./search-masks.ts";

/** Lengths of the windows that a shuffled model must react to, as shares of the clip. */
const PROBED = [0.25, 0.5, 0.75, 1] as const;

/** Runs at most one search per stage, from the logits alone to all layers. Yields progress. */
export async function* searchShuffled(
  subject: Pick<FaithfulnessSubject, "mask" | "settings" | "shuffled" | "mostStepsPerRead">,
): AsyncGenerator<Done, Faithfulness["randomised"], void> {
  const { shuffled } = subject;
  if ("reason" in shuffled) return { kind: "not-possible", reason: shuffled.reason };
  const stages: SearchedOnRandom[] = [];
  try {
    for (const { downTo, open } of shuffled) {
      const model = await open();
      try {
        const run = searchStage(subject, model);
        const found = yield* mapYields(run, (share) => ({
          done: stages.length + share,
          of: shuffled.length,
        }));
        stages.push({ downTo, className: model.className, ...found });
      } finally {
        model.dispose();
      }
    }
  } catch (error) {
    // Shuffled weights may overflow although the model's own never did; the model is not at fault.
    if (error instanceof LabError && error.code === "value") {
      return {
        kind: "not-possible",
        reason: "With shuffled weights, this model's scores are not finite numbers.",
      };
    }
    throw error;
  }
  return { kind: "measured", stages };
}

/** Searches on one shuffled model if it reacts to frames. Yields the share done. */
async function* searchStage(
  { mask, settings, mostStepsPerRead }: Parameters<typeof searchShuffled>[0],
  { scorer }: OpenShuffled,
): AsyncGenerator<number, Omit<SearchedOnRandom, "downTo" | "className">, void> {
  const T = mask.length;
  const { original, ...reaction } = yield* mapYields(reactionOf(scorer, T), () => 0);
  if (!reacts(original, reaction)) {
    yield 1;
    return { original, reaction, mask: new Array<number>(T).fill(0), loss: null, overlap: null };
  }
  const [found] = yield* searchMasks(scorer, T, settings, { mostStepsPerRead });
  const [loss] = await lossesOf(scorer, [found!], settings);
  const overlap = maskOverlap(mask, found!, SHOWN_ON);
  return { original, reaction, mask: Array.from(found!), loss: loss!, overlap };
}

/** Returns the answers of a model to windows of several lengths, with its score on the clip as filmed. */
async function* reactionOf(
  scorer: MaskScorer,
  T: number,
): AsyncGenerator<Done, Reaction & { readonly original: number }, void> {
  const lengths = PROBED.map((share) => Math.max(Math.round(share * T), 1));
  const none = new Float32Array(T);
  const windows = windowsOf(T)
    .filter(([first, last]) => lengths.includes(last - first + 1))
    .map((window) => windowMask(T, window));
  const hard = new HardScores(scorer);
  yield* hard.learn([none, ...windows]);
  const scores = windows.map((window) => hard.of(window));
  return { original: hard.of(none), lowest: Math.min(...scores), spread: spreadOf(scores) };
}
