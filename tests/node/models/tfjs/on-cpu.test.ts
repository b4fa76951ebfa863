/** Models in TF.js's own formats on the CPU. */
import { tfjsSuite } from "../../../support/tfjs-suite.ts";

tfjsSuite("cpu");
