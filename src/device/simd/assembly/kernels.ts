/**
 * The SIMD kernels, in AssemblyScript: https://www.assemblyscript.org.
 *
 * They run in TF.js's own heap: its memory is imported, and pointers are byte offsets into it. They must not store any
 * data of their own there, so they use no globals, strings, arrays or objects. Counts are of float32 or int32 elements.
 * Each kernel has a twin in plain TypeScript, and tests compare the two.
 */
export { convLstmCell } from "./conv-lstm-cell.ts";
export { convLstmCellGradient } from "./conv-lstm-cell-gradient.ts";
export { copyRows } from "./copy-rows.ts";
export { maxAlongAxis } from "./max-along-axis.ts";
export { reluGate } from "./relu-gate.ts";
export { scatterAdd } from "./scatter-add.ts";
export { timeUnfold } from "./time-unfold.ts";
export { zeroStuff } from "./zero-stuff.ts";
