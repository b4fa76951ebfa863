/** The module that `scripts/simd-plugin.ts` compiles from an AssemblyScript file. */
declare module "*?simd" {
  /** Binary that imports an unshared memory. */
  export const plain: Uint8Array<ArrayBuffer> | undefined;
  /** Binary that imports a memory shared between threads. */
  export const shared: Uint8Array<ArrayBuffer> | undefined;
}
