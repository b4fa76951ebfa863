/** Which backend runs, as plain data that the page can show without TF.js. */

/** Backends that we register kernels for. */
export type BackendName = "webgpu" | "wasm" | "cpu";

/** Which backend runs, and why that one. */
export interface BackendReport {
  readonly backend: BackendName;
  /** One line for people: "WASM with SIMD, 1 thread: WebGPU is not available in this browser." */
  readonly reason: string;
}

/** What is asked of the choice. */
export interface BackendWish {
  /** Tried first, an emulated graphics card too; the others follow in their usual order. */
  readonly prefer?: BackendName | undefined;
  /** Not tried at all: a graphics device that refused its work, say. */
  readonly exclude?: readonly BackendName[];
  /** Threads of WASM; measured where absent. */
  readonly threads?: number | undefined;
  /** Of the search's forward passes on WebGPU, default "float32"; scores that are shown are float32 always. */
  readonly precision?: "float32" | "float16" | undefined;
}
