/** What a run comes to: measures, ratios and notes, as the JSON carries them. Pure. */
import { quantile, summariseSample } from "../../src/math/sample-summary.ts";
import type { Part } from "./options.ts";

/** A fact beside a measure: a difference, a size, a count. */
export type Fact = number | string | boolean | null;

/** One thing timed several times, on one machine in one state. */
export interface Measure {
  readonly part: Part;
  /** Dotted, unique: "stock.step.i3d.ours". */
  readonly name: string;
  readonly unit: "ms";
  /** Number of repetitions behind the figures; warm-ups are not among them. */
  readonly n: number;
  readonly median: number;
  readonly min: number;
  readonly quartiles: readonly [first: number, third: number];
  readonly facts: Readonly<Record<string, Fact>>;
}

/** The ratios that every run names, measured or not: how many times longer the first takes than the second. */
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

/** What `--json` prints. */
export interface BenchReport {
  readonly machine: Readonly<Record<string, Fact>>;
  readonly measures: readonly Measure[];
  /** By name; null where it was not measured, and `notes` under the same name says why. */
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly notes: Readonly<Record<string, string>>;
}

/** @param timesMs  at least one, ms. */
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
 * How many times longer theirs takes: the median over rounds of theirs / ours, each round's two measured one right
 * after the other, so that whatever else the machine does disturbs both alike.
 *
 * @param theirs  [rounds], any unit.
 * @param ours    [rounds], the same unit, above 0.
 * @throws {LabError} "value" for no rounds.
 */
export function ratioOfRounds(theirs: readonly number[], ours: readonly number[]): number {
  return quantile(Float64Array.from(theirs, (time, i) => time / ours[i]!).sort(), 0.5);
}

/** Gathers a run's outcome, part by part. */
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

  /** @param name  one of `RATIOS`. */
  ratio(name: RatioName, value: number): void {
    this.#ratios.set(name, value);
  }

  /** @param about  a ratio, a measure or a part. A later note about the same is added to it. */
  note(about: string, text: string): void {
    const said = this.#notes.get(about);
    this.#notes.set(about, said === undefined ? text : `${said} ${text}`);
  }

  /** Says something of the machine that a part has found out. */
  describe(what: string, value: Fact): void {
    this.#machine.set(what, value);
  }

  /** The whole, with a null and a note for each ratio that is missing. */
  report(machine: BenchReport["machine"], asked: ReadonlySet<Part>): BenchReport {
    const ratios = Object.entries(RATIOS).map(([name, part]) => {
      const value = this.#ratios.get(name);
      if (value === undefined && !this.#notes.has(name))
        this.note(
          name,
          this.#notes.get(part) ??
            (asked.has(part) ? "It did not get that far." : `The part "${part}" was not asked for.`),
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
