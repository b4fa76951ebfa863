/** Models in TF.js's own formats on WebGPU. */
import "@tensorflow/tfjs-backend-webgpu";
import { tfjsSuite } from "../../support/tfjs-suite.ts";

tfjsSuite("webgpu");
