/** What `scripts/simd-plugin.ts` makes of an AssemblyScript file. */
declare module "*?simd" {
  /** Imports a memory of this thread's own. */
  export const plain: Uint8Array<ArrayBuffer> | undefined;
  /** Imports a memory that threads share. */
  export const shared: Uint8Array<ArrayBuffer> | undefined;
}
