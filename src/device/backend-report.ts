/** The running backend, described as plain data that the page can show without loading TF.js. */

/** Backends for which we register kernels. */
export type BackendName = "webgpu" | "wasm" | "cpu";

/** The backend that runs, and the reason for the choice. */
export interface BackendReport {
  readonly backend: BackendName;
  /** One line to show the user, such as "WASM with SIMD, 1 thread: WebGPU is not available in this browser." */
  readonly reason: string;
}

/** Preferences for choosing a backend. */
export interface BackendWish {
  /** Backend to try first, even on an emulated graphics card; the others follow in their usual order. */
  readonly prefer?: BackendName | undefined;
  /** Backends to skip, for example WebGPU after its device refused a command. */
  readonly exclude?: readonly BackendName[];
  /** Number of WASM threads. Default: whichever number measures fastest. */
  readonly threads?: number | undefined;
  /** Precision of a search's forward passes on WebGPU; default "float32". Scores shown are always float32. */
  readonly precision?: "float32" | "float16" | undefined;
}
