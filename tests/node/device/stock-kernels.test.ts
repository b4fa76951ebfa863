/** Stock ops computed by our kernels, on WASM. */
import "@tensorflow/tfjs-backend-wasm";
import { stockKernelSuite } from "../../support/stock-kernel-suite.ts";

stockKernelSuite("wasm");
