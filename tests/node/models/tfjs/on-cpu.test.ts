/** Models in TF.js' own formats on the CPU. */
import { tfjsSuite } from "../../../support/tfjs-suite.ts";

tfjsSuite("cpu");
