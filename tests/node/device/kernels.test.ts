/** The kernel suites on the backends that Node has. */
import "@tensorflow/tfjs-backend-wasm";
import { kernelSuite } from "../../support/kernel-suite.ts";
import { searchKernelSuite } from "../../support/search-kernel-suite.ts";

kernelSuite("cpu");
kernelSuite("wasm");
searchKernelSuite("cpu");
searchKernelSuite("wasm");
