/** Stock ops computed by our kernels, on WebGPU. */
import "@tensorflow/tfjs-backend-webgpu";
import { stockKernelSuite } from "../../support/stock-kernel-suite.ts";

stockKernelSuite("webgpu");
