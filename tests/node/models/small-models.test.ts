/** Compares the small networks on WASM with the CPU backend and central differences. */
import "@tensorflow/tfjs-backend-wasm";
import { modelSuite } from "../../support/model-suite.ts";

modelSuite("wasm");
