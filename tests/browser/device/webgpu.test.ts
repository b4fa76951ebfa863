/**
 * Everything that computes with tensors, on WebGPU: kernels, small networks and models in TF.js' own formats. In one file,
 * because every document gets a device of its own, which compiles its programs again, for seconds on an emulated one.
 */
import "@tensorflow/tfjs-backend-webgpu";
import { describe } from "vitest";
import { kernelSuite } from "../../support/kernel-suite.ts";
import { modelSuite } from "../../support/model-suite.ts";
import { searchKernelSuite } from "../../support/search-kernel-suite.ts";
import { stockKernelSuite } from "../../support/stock-kernel-suite.ts";
import { tfjsSuite } from "../../support/tfjs-suite.ts";

kernelSuite("webgpu");
searchKernelSuite("webgpu");
modelSuite("webgpu");
// Replaces TF.js' kernels, which the suites above must not see.
describe("TF.js' own ops", () => stockKernelSuite("webgpu"));
tfjsSuite("webgpu");
