/** Stock ops computed by our kernels, on the CPU. */
import { stockKernelSuite } from "../../support/stock-kernel-suite.ts";

stockKernelSuite("cpu");
