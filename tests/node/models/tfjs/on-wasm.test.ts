/** Models in TF.js's own formats on WASM. */
import "@tensorflow/tfjs-backend-wasm";
import { tfjsSuite } from "../../../support/tfjs-suite.ts";

tfjsSuite("wasm");
