/** Results of a run: measures, ratios and notes, as in the JSON output. Pure. */
import { quantile, summariseSample } from "../../src/statistics/sample-summary.ts";
import type { Part } from "./options.ts";

/** A fact about a measure: a difference, a size, a count. */
export type Fact = number | string | boolean | null;

/** One thing timed several times, on one machine in one state. */
export interface Measure {
  readonly part: Part;
  /** Unique dotted name: "stock.step.i3d.ours". */
  readonly name: string;
  readonly unit: "ms";
  /** Number of repetitions behind the figures, without warm-ups. */
  readonly n: number;
  readonly median: number;
  readonly min: number;
  readonly quartiles: readonly [first: number, third: number];
  readonly facts: Readonly<Record<string, Fact>>;
}

/**
 * Ratios in every report, measured or not, each with its part: how many times longer the first takes than the second.
 */
export const RATIOS = {
  "wasm.step.stockForwardAndGradient/ours": "stock",
  "wasm.step.convlstm.stockForwardAndGradient/ours": "stock",
  "wasm.step.pytorch/ours": "pytorch",
  "wasm.step.convlstm.pytorch/ours": "pytorch",
  "wasm.step.fullI3d.pytorch/ours": "pytorch",
  "wasm.step.oneThread/ownThreads": "wasm",
  "webgpu.conv3d.stock/ours": "webgpu",
  "webgpu.conv3d.full.stock/ours": "webgpu",
  "webgpu.conv3dWithGradient.stock/ours": "webgpu",
  "webgpu.conv3dWithGradient.full.stock/ours": "webgpu",
  "search.full300/earlyStop": "search",
} as const satisfies Record<string, Part>;

/** Name of a ratio. */
export type RatioName = keyof typeof RATIOS;

/** Output of `--json`. */
export interface BenchReport {
  readonly machine: Readonly<Record<string, Fact>>;
  readonly measures: readonly Measure[];
  /** Ratios by name; null if not measured, with the reason in `notes` under the same name. */
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * Summarises the times of one measure.
 *
 * @param timesMs  at least one, ms.
 * @throws {LabError} "value" for no times.
 */
export function measureOf(
  part: Part,
  name: string,
  timesMs: readonly number[],
  facts: Readonly<Record<string, Fact>> = {},
): Measure {
  const { n, median, quartiles } = summariseSample(timesMs);
  return { part, name, unit: "ms", n, median, min: Math.min(...timesMs), quartiles, facts };
}

/**
 * Returns how many times longer theirs takes: the median over rounds of theirs / ours. The two times of a round are
 * measured right after each other, so that other load on the machine affects both alike.
 *
 * @param theirs  [rounds], any unit.
 * @param ours    [rounds], in the same unit, above 0.
 * @throws {LabError} "value" for no rounds.
 */
export function ratioOfRounds(theirs: readonly number[], ours: readonly number[]): number {
  return quantile(Float64Array.from(theirs, (time, i) => time / ours[i]!).sort(), 0.5);
}

/** Collects a run's results, part by part. */
export class Results {
  readonly #measures: Measure[] = [];
  readonly #ratios = new Map<string, number>();
  readonly #notes = new Map<string, string>();
  readonly #machine = new Map<string, Fact>();

  /** Adds a measure; see `measureOf`. */
  add(
    part: Part,
    name: string,
    timesMs: readonly number[],
    facts: Readonly<Record<string, Fact>> = {},
  ): void {
    this.#measures.push(measureOf(part, name, timesMs, facts));
  }

  /** Sets a ratio. */
  ratio(name: RatioName, value: number): void {
    this.#ratios.set(name, value);
  }

  /**
   * Adds a note. Several notes about the same thing are joined.
   *
   * @param about  name of a ratio, a measure or a part.
   */
  note(about: string, text: string): void {
    const earlier = this.#notes.get(about);
    this.#notes.set(about, earlier === undefined ? text : `${earlier} ${text}`);
  }

  /** Adds a fact about the machine that a part has found. */
  describe(what: string, value: Fact): void {
    this.#machine.set(what, value);
  }

  /** Returns the report, with null and a note for each missing ratio. */
  report(machine: BenchReport["machine"], asked: ReadonlySet<Part>): BenchReport {
    const ratios = Object.entries(RATIOS).map(([name, part]) => {
      const value = this.#ratios.get(name);
      if (value === undefined && !this.#notes.has(name))
        this.note(
          name,
          this.#notes.get(part) ??
            (asked.has(part) ? "The part ended before this." : `The part "${part}" was not selected.`),
        );
      return [name, value ?? null] as const;
    });
    return {
      machine: { ...machine, ...Object.fromEntries(this.#machine) },
      measures: this.#measures,
      ratios: Object.fromEntries(ratios),
      notes: Object.fromEntries(this.#notes),
    };
  }
}
