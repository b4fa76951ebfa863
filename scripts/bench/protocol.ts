/** The commands of the benchmark's worker, and what they speak of. Types alone, plain data. */

/** A network with a clip in front of it. */
export type Subject =
  | {
      readonly kind: "bundled";
      /** Folder under `public/models`. */
      readonly id: string;
      /** Default: one fixed clip. */
      readonly clip?: { readonly className: string; readonly seed: number };
    }
  | {
      /** An I3D with seeded weights, on a seeded clip. */
      readonly kind: "seeded-i3d";
      readonly width: number;
      readonly frames: number;
      /** Height and width, pixels. */
      readonly size: number;
      readonly classes: number;
    };

/** What runs in the worker. */
export interface Started {
  /** What `startBackend` says of its choice. */
  readonly reason: string;
  /** Threads that WASM runs on; 1 elsewhere. */
  readonly threads: number;
  readonly hardwareConcurrency: number;
  readonly isolated: boolean;
  /** WebGPU's adapter, by what it says of itself; null on other backends. */
  readonly adapter: string | null;
}

/** Steps taken one after another. */
export interface Steps {
  /** [repetitions] ms. */
  readonly ms: number[];
  /** Probability of the target under the mask, and its gradient [T]. */
  readonly score: number;
  readonly gradient: number[];
  /** WASM's heap after them, MB (it never shrinks, so this is its peak); null on other backends. */
  readonly heapMb: number | null;
}

/** How far the stock network is from ours on WASM; every difference is the largest absolute one. */
export interface StockDifference {
  readonly logits: number;
  readonly score: number;
  readonly gradient: number;
  /** Of the stock network on TF.js' CPU backend: its gradient there from ours on WASM. */
  readonly gradientOnCpu: number;
  /** Largest absolute entry of our gradient. */
  readonly largestGradient: number;
}

/** Everything that another program needs to take the same step. */
export interface StepInput {
  /** [1, T, H, W, 3], row-major. */
  readonly frames: number[];
  readonly shape: number[];
  readonly mask: number[];
  readonly target: number;
}

/** One kernel's share of a step. */
export interface KernelTimes {
  readonly name: string;
  /** Calls in one step. */
  readonly calls: number;
  /** [repetitions] ms a step, of all calls together. */
  readonly ms: number[];
}

/** One stage's share of a step. */
export interface StageTimes {
  readonly name: string;
  /** [repetitions] ms a step, each. */
  readonly forwardMs: number[];
  readonly backwardMs: number[];
}

/** Times of two ways to do one thing, [rounds] ms each, taken in turns. */
export interface InTurns {
  readonly ours: number[];
  readonly stock: number[];
}

/** A convolution layer timed and checked. */
export interface ConvLayerTimes {
  /** Sizes, for people: "1x8x8x8x32 -> 48". */
  readonly sizes: string;
  readonly forward: InTurns;
  readonly withGradient: InTurns;
  /** Largest absolute difference from the plain twin, and the twin's own largest value; null where not asked for. */
  readonly differences: Readonly<
    Record<
      "forward" | "gradient",
      { readonly ours: number; readonly stock: number; readonly largest: number }
    >
  > | null;
}

/** A search run to its end. */
export interface Searched {
  readonly ms: number;
  readonly steps: number;
  readonly mask: number[];
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
}

/** What the worker does. `start` comes first, then `open`; the latter may come again with another subject. */
export type BenchCommands = {
  start: {
    ask: { backend: "wasm" | "webgpu"; threads: "one" | "own" };
    step: never;
    answer: Started;
  };
  open: { ask: Subject; step: never; answer: { classes: string[]; target: number } };
  steps: { ask: { repetitions: number }; step: never; answer: Steps };
  stockSteps: { ask: { repetitions: number }; step: never; answer: Steps };
  stockDifference: { ask: Record<string, never>; step: never; answer: StockDifference };
  stepInput: { ask: Record<string, never>; step: never; answer: StepInput };
  kernels: { ask: { repetitions: number }; step: never; answer: KernelTimes[] };
  stages: { ask: { repetitions: number }; step: never; answer: StageTimes[] };
  convLayer: {
    /** `width` of the I3D whose Mixed_3c.b1b it is; input of `frames` x `size` x `size`. */
    ask: { width: number; frames: number; size: number; rounds: number; twin: boolean };
    step: never;
    answer: ConvLayerTimes;
  };
  search: { ask: { earlyStop: boolean }; step: never; answer: Searched };
};
