/**
 * Adam on mask parameters, from one or several start masks of any shape (arXiv 2002.00367). An async generator of
 * steps: its consumer sets the pace, displays the steps, and stops the search by ending the generator.
 */
import { LabError } from "../base/errors.ts";
import { maskOfRow, seenStep, startRow, type DescentSettings, type SeenStep } from "../math/mask-descent.ts";
import { Descent, type MaskScorer } from "./descent.ts";
import { SETTLED_GAIN, type StopSettings } from "../math/search-settings.ts";

/** One evaluation of the loss, before the update that follows it. With several starts, the one with the lowest loss. */
export interface SearchStep extends SeenStep {
  /** 1-based. */
  readonly step: number;
  /** State from which the search can be resumed, on any backend. */
  readonly reached: Reached;
}

/** State of a search. Plain data. */
export interface Reached {
  /** Number of steps taken. */
  readonly step: number;
  readonly courses: readonly Course[];
}

/** Progress of one start. */
export interface Course {
  /** Mask that it began with. */
  readonly start: Float32Array;
  /** See `math/mask-descent.ts`. */
  readonly row: Float32Array;
  readonly lowest: { readonly loss: number; readonly mask: Float32Array };
  /** Loss that later losses must undercut by `SETTLED_GAIN`, and the step at which it was reached. */
  readonly mark: { readonly loss: number; readonly step: number };
  readonly settled: boolean;
}

/** Outcome of a search. */
export interface SearchEnd {
  /** In [0, 1]; 1 = perturbed. */
  readonly mask: Float32Array;
  /** Start that the mask came from. */
  readonly start: Float32Array;
  /** Number of steps taken. */
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
}

/** Options for driving a search. Except for `starts`, none of them changes what it finds. */
export interface Driving {
  /** Mask parameters to begin with, one array per start; they replace the starts that the settings name. */
  readonly starts?: readonly ArrayLike<number>[] | undefined;
  /**
   * Largest number of steps issued before their numbers are read; default 1. Above 1, as many again are issued while
   * a read is in progress, so that a graphics card never waits. The actual number follows the device's speed.
   */
  readonly mostStepsPerRead?: number;
  /** Awaited between batches of scores needed before the first step; if it throws, the search ends. */
  readonly pause?: () => Promise<void>;
  /** State to resume from; default: the start. */
  readonly from?: Reached | undefined;
}

/** Settings that determine a search's steps and which mask is its result. */
export interface RunSettings extends StopSettings {
  /** Returns the settings for one step (1-based); weights and learning rate may vary. */
  readonly at: (step: number) => DescentSettings;
}

/** Time between reads that keeps a progress bar moving. */
const READ_MS = 100;

/**
 * Runs a search to its end.
 *
 * @param begin  returns the mask parameters of each start, all of one length; called only if neither `from` nor
 *               `starts` is given.
 * @throws {LabError} "value" if the class score is not a finite number.
 */
export async function* runSearch(
  scorer: MaskScorer,
  begin: () => Promise<readonly ArrayLike<number>[]>,
  settings: RunSettings,
  { mostStepsPerRead = 1, from, starts }: Driving = {},
): AsyncGenerator<SearchStep, SearchEnd, void> {
  const fresh = async () => (starts ?? (await begin())).map(newCourse);
  let reached = from ?? { step: 0, courses: await fresh() };
  const descent = new Descent(
    scorer,
    settings.at,
    reached.courses.map(({ row }) => row),
    reached.step,
  );
  const left = settings.steps - reached.step;
  try {
    for await (const rows of rowsOf(descent, left, mostStepsPerRead)) {
      const step = reached.step + 1;
      const seen = rows.map((row) => checked(seenStep(row), step));
      const courses = reached.courses.map((course, i) =>
        course.settled ? course : goOn(course, rows[i]!, seen[i]!, step, settings.patience),
      );
      reached = { step, courses };
      const best = seen.reduce((a, b) => (b.loss < a.loss ? b : a));
      yield { step, ...best, reached };
      if (courses.every(({ settled }) => settled)) {
        const { start, lowest } = bestOf(courses);
        return { mask: lowest.mask, start, steps: step, stopped: "settled" };
      }
    }
  } finally {
    descent.dispose();
  }
  const kept = settings.keep === "lowest-loss" ? bestOf(reached.courses) : reached.courses[0]!;
  const mask = settings.keep === "lowest-loss" ? kept.lowest.mask : maskOfRow(kept.row);
  return { mask, start: kept.start, steps: settings.steps, stopped: "all-steps" };
}

function newCourse(parameters: ArrayLike<number>): Course {
  const row = startRow(parameters);
  const start = maskOfRow(row);
  return {
    start,
    row,
    lowest: { loss: Infinity, mask: start },
    mark: { loss: Infinity, step: 0 },
    settled: false,
  };
}

/** Returns the course after one more step. */
function goOn(
  { start, lowest, mark }: Course,
  row: Float32Array,
  { loss, mask }: SeenStep,
  step: number,
  patience: number | null,
): Course {
  const lower = loss < lowest.loss ? { loss, mask } : lowest;
  const newMark = loss < mark.loss - SETTLED_GAIN ? { loss, step } : mark;
  const settled = patience !== null && step - newMark.step >= patience;
  return { start, row, lowest: lower, mark: newMark, settled };
}

/** Returns the course with the lowest loss so far. */
function bestOf(courses: readonly Course[]): Course {
  return courses.reduce((a, b) => (b.lowest.loss < a.lowest.loss ? b : a));
}

function checked(seen: SeenStep, step: number): SeenStep {
  if (!Number.isFinite(seen.classScore)) {
    throw new LabError(
      "value",
      `mask search: the class score is ${seen.classScore} at step ${step}. The model's weights may hold NaN; load it again.`,
    );
  }
  return seen;
}

/** Yields the rows of each step in order, `count` times. */
async function* rowsOf(
  descent: Descent,
  count: number,
  mostPerRead: number,
): AsyncGenerator<Float32Array[], void, void> {
  let left = count;
  let perRead = 1;
  const issue = () => {
    const some = Math.min(perRead, left);
    left -= some;
    const read = some > 0 ? descent.take(some) : null;
    // A consumer that stops early must not see a later rejection.
    read?.catch(() => undefined);
    return read;
  };
  let reading = issue();
  let ahead: typeof reading = null;
  let lastMs = performance.now();
  try {
    while (reading) {
      ahead = mostPerRead > 1 ? issue() : null;
      const steps = await reading;
      const nowMs = performance.now();
      if (nowMs - lastMs < READ_MS) perRead = Math.min(2 * perRead, mostPerRead);
      else if (nowMs - lastMs > 2 * READ_MS) perRead = Math.max(Math.floor(perRead / 2), 1);
      lastMs = nowMs;
      yield* steps;
      reading = ahead ?? issue();
    }
  } finally {
    await ahead?.catch(() => undefined);
  }
}
