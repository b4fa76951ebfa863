/** The kernel suites on the backends that run in Node. */
import "@tensorflow/tfjs-backend-wasm";
import { kernelSuite } from "../../support/kernel-suite.ts";
import { searchKernelSuite } from "../../support/search-kernel-suite.ts";

kernelSuite("cpu");
kernelSuite("wasm");
searchKernelSuite("cpu");
searchKernelSuite("wasm");
