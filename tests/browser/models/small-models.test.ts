/** Compares the small networks on WebGPU with the CPU backend and central differences. */
import "@tensorflow/tfjs-backend-webgpu";
import { modelSuite } from "../../support/model-suite.ts";

modelSuite("webgpu");
