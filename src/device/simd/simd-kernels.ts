/**
 * Our WebAssembly module, started on the memory of TF.js's WASM backend: its functions take byte offsets into that
 * heap, so nothing is copied. Their source is in `assembly/`.
 */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
// Import the namespace: plain Node has no plugin to compile the module and would not find names imported one by one.
import * as built from "./assembly/kernels.ts?simd";

/** The exports of `assembly/kernels.ts`, documented there. Pointers are byte offsets; other numbers are counts. */
export interface SimdKernels {
  readonly convLstmCell: (
    z: number,
    cell: number,
    n: number,
    units: number,
    hard: boolean,
    cellOut: number,
    hiddenOut: number,
  ) => void;
  readonly convLstmCellGradient: (
    z: number,
    cell: number,
    n: number,
    units: number,
    hard: boolean,
    gradCellOut: number,
    gradHiddenOut: number,
    gradZ: number,
    gradCell: number,
  ) => void;
  readonly copyRows: (
    to: number,
    toStep: number,
    from: number,
    fromStep: number,
    count: number,
    rows: number,
  ) => void;
  readonly maxAlongAxis: (
    values: number,
    places: number,
    first: number,
    to: number,
    toPlaces: number,
    outer: number,
    length: number,
    out: number,
    inner: number,
    window: number,
    stride: number,
    before: number,
  ) => void;
  readonly reluGate: (gradY: number, y: number, gradX: number, count: number) => void;
  readonly scatterAdd: (values: number, places: number, count: number, to: number, toCount: number) => void;
  readonly timeUnfold: (
    x: number,
    y: number,
    batch: number,
    frames: number,
    pixels: number,
    channels: number,
    window: number,
    stride: number,
    before: number,
    out: number,
  ) => void;
  readonly zeroStuff: (
    x: number,
    y: number,
    batch: number,
    T: number,
    H: number,
    W: number,
    channels: number,
    st: number,
    sh: number,
    sw: number,
  ) => void;
}

/** Kernels by memory: a restarted backend has a new memory. Null means that the module did not start. */
const started = new WeakMap<WebAssembly.Memory, SimdKernels | null>();

/** Returns the kernels for this backend's heap, or null if the module does not start there, for lack of SIMD say. */
export function simdKernels(backend: BackendWasm): SimdKernels | null {
  const memory = memoryOf(backend);
  if (memory === null) return null;
  let kernels = started.get(memory);
  if (kernels === undefined) {
    kernels = start(memory);
    started.set(memory, kernels);
  }
  return kernels;
}

/** Starts the module on a memory. Returns null if it does not compile or link there. */
export function start(memory: WebAssembly.Memory): SimdKernels | null {
  try {
    const bytes = isShared(memory) ? built.shared : built.plain;
    if (bytes === undefined) return null;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    return exports as unknown as SimdKernels;
  } catch {
    return null; // The host kernels compute the same.
  }
}

/** Returns the backend's memory: the single-threaded binary exports it, the threaded one receives it from outside. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory | null {
  const { asm, wasmMemory } = backend.wasm as unknown as {
    asm?: { memory?: WebAssembly.Memory };
    wasmMemory?: WebAssembly.Memory;
  };
  return wasmMemory ?? asm?.memory ?? null;
}

/** Returns whether the memory is shared. Pages that are not cross-origin isolated lack `SharedArrayBuffer` altogether. */
function isShared({ buffer }: WebAssembly.Memory): boolean {
  return typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
}
