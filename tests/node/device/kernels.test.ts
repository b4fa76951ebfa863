/** The kernel suite on the backends that Node has. */
import "@tensorflow/tfjs-backend-wasm";
import { kernelSuite } from "../../support/kernel-suite.ts";

kernelSuite("cpu");
kernelSuite("wasm");
