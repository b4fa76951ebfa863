/** Registers every kernel of ours with TF.js. The only file whose import has a side effect. */
import { registerChannels } from "./channels.ts";
import { registerConv3d } from "./conv3d.ts";
import { registerConvLstmCell } from "./conv-lstm-cell.ts";
import { registerFrame } from "./frame.ts";
import { registerFreezeWeights } from "./freeze-weights.ts";
import { registerSharedIdentity } from "./identity.ts";
import { registerMaskDescent } from "./mask-descent.ts";
import { registerMaxPool3d } from "./max-pool3d.ts";
import { registerMixRows } from "./mix-rows.ts";
import { registerReluGate } from "./relu-gate.ts";
import { registerReverseWeights } from "./reverse-weights.ts";
import { registerTimeUnfold } from "./time-unfold.ts";
import { registerZeroStuff } from "./zero-stuff.ts";

registerChannels();
registerConv3d();
registerConvLstmCell();
registerFrame();
registerFreezeWeights();
registerSharedIdentity();
registerMaskDescent();
registerMaxPool3d();
registerMixRows();
registerReluGate();
registerReverseWeights();
registerTimeUnfold();
registerZeroStuff();
