/** Commands of the benchmark's worker, with their data. Types only, plain data. */

/** A network and the clip that it is timed on. */
export type Subject =
  | {
      readonly kind: "bundled";
      /** Folder under `public/models`. */
      readonly id: string;
      /** Clip to generate; default: one fixed clip. */
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

/** The backend that runs in the worker. */
export interface Started {
  /** Reason that `startBackend` gives for its choice. */
  readonly reason: string;
  /** Threads that WASM runs on; 1 on other backends. */
  readonly threads: number;
  readonly hardwareConcurrency: number;
  readonly isolated: boolean;
  /** Description of WebGPU's adapter; null on other backends. */
  readonly adapter: string | null;
}

/** Times and results of steps taken one after another. */
export interface Steps {
  /** [repetitions] ms. */
  readonly ms: number[];
  /** Probability of the target under the mask, and its gradient [T]. */
  readonly score: number;
  readonly gradient: number[];
  /** Size of WASM's heap after the steps, MB. It never shrinks, so this is its peak. Null on other backends. */
  readonly heapMb: number | null;
}

/** Largest absolute differences between the stock network and ours on WASM. */
export interface StockDifference {
  readonly logits: number;
  readonly score: number;
  readonly gradient: number;
  /** Difference between the stock network's gradient on TF.js' CPU backend and ours on WASM. */
  readonly gradientOnCpu: number;
  /** Largest absolute entry of our gradient. */
  readonly largestGradient: number;
}

/** Input that another program needs to take the same step. */
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
  /** [repetitions] ms per step, for all calls together. */
  readonly ms: number[];
}

/** One stage's share of a step. */
export interface StageTimes {
  readonly name: string;
  /** [repetitions] ms per step. */
  readonly forwardMs: number[];
  readonly backwardMs: number[];
}

/** Times of two ways to do one thing, measured alternately, [rounds] ms each. */
export interface InTurns {
  readonly ours: number[];
  readonly stock: number[];
}

/** Times and accuracy of a convolution layer. */
export interface ConvLayerTimes {
  /** Readable sizes: "1x8x8x8x32 -> 48". */
  readonly sizes: string;
  readonly forward: InTurns;
  readonly withGradient: InTurns;
  /** Largest absolute difference from the reference in `math`, and its largest value; null if not requested. */
  readonly differences: Readonly<
    Record<
      "forward" | "gradient",
      { readonly ours: number; readonly stock: number; readonly largest: number }
    >
  > | null;
}

/** Result of a whole search. */
export interface Searched {
  readonly ms: number;
  readonly steps: number;
  readonly mask: number[];
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
}

/** Commands of the worker. `start` comes first, then `open`, which can be repeated with another subject. */
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
    /** The layer is Mixed_3c.b1b of an I3D of that `width`, with an input of `frames` x `size` x `size`. */
    ask: { width: number; frames: number; size: number; rounds: number; twin: boolean };
    step: never;
    answer: ConvLayerTimes;
  };
  search: { ask: { earlyStop: boolean }; step: never; answer: Searched };
};
