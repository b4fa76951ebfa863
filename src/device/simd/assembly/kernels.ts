/**
 * The SIMD kernels, in AssemblyScript: https://www.assemblyscript.org.
 *
 * They run inside TF.js' own heap: its memory is imported, pointers are byte offsets into it, and nothing here keeps
 * data of its own there, so no globals, strings, arrays or objects. Counts are of float32 or int32 elements.
 * Each has its twin in plain TypeScript, which the tests hold it to.
 */
export { convLstmCell } from "./conv-lstm-cell.ts";
export { convLstmCellGradient } from "./conv-lstm-cell-gradient.ts";
export { copyRows } from "./copy-rows.ts";
export { maxAlongAxis } from "./max-along-axis.ts";
export { reluGate } from "./relu-gate.ts";
export { scatterAdd } from "./scatter-add.ts";
export { timeUnfold } from "./time-unfold.ts";
export { zeroStuff } from "./zero-stuff.ts";
