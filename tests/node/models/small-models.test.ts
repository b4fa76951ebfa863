/** The small networks on WASM, against the CPU backend and central differences. */
import "@tensorflow/tfjs-backend-wasm";
import { modelSuite } from "../../support/model-suite.ts";

modelSuite("wasm");
