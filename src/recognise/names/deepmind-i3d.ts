/**
 * Names of I3D in DeepMind's kinetics-i3d (TensorFlow, Sonnet): `RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w` with axes
 * [t, h, w, in, out], and `.../batch_norm/{beta, moving_mean, moving_variance}` of shape [1, 1, 1, 1, channels]. The
 * batch norm has no gamma.
 */
import type { Naming } from "../plan.ts";
import { permute } from "../permute.ts";
import { commonPrefix } from "./common-prefix.ts";
import { i3dPlan, type NormPart } from "./i3d.ts";

const OWN =
  /^(.*?)(?:Conv3d_1a_7x7|Conv3d_2b_1x1|Conv3d_2c_3x3|Mixed_[345][b-f]\/Branch_\d\/Conv3d_\w+)\/(?:conv_3d|batch_norm)\//;
const LOGITS = "Logits/Conv3d_0c_1x1";

/** DeepMind's names of the convolutions in an Inception module, by this lab's names. */
const BRANCHES: Readonly<Record<string, string>> = {
  b0: "Branch_0/Conv3d_0a_1x1",
  b1a: "Branch_1/Conv3d_0a_1x1",
  b1b: "Branch_1/Conv3d_0b_3x3",
  b2a: "Branch_2/Conv3d_0a_1x1",
  b2b: "Branch_2/Conv3d_0b_3x3",
  b3b: "Branch_3/Conv3d_0b_1x1",
};

/** The published code's name for the 3 x 3 convolution of Mixed_5b's third branch. */
const MISSPELT = "Mixed_5b/Branch_2/Conv3d_0a_3x3";

const NORM_PARTS: Readonly<Record<Exclude<NormPart, "weight">, string>> = {
  bias: "beta",
  running_mean: "moving_mean",
  running_var: "moving_variance",
};

/** The naming. Ignores what training leaves in the file (momentum, the step counter). */
export const deepmindI3d: Naming = {
  read(checkpoint) {
    const prefix = commonPrefix(checkpoint.tensors.keys(), OWN);
    if (prefix === null) return null;
    const scope = (unit: string) => {
      if (unit === "logits") return `${prefix}${LOGITS}`;
      const [stage, branch] = unit.split(".");
      if (branch === undefined) return `${prefix}${stage}`;
      const misspelt = `${prefix}${MISSPELT}`;
      if (unit === "Mixed_5b.b2b" && checkpoint.tensors.has(`${misspelt}/conv_3d/w`)) return misspelt;
      return `${prefix}${stage}/${BRANCHES[branch]}`;
    };
    return i3dPlan(checkpoint, {
      naming: "DeepMind’s kinetics-i3d",
      filter: (unit) => `${scope(unit)}/conv_3d/w`,
      norm: (unit, part) =>
        part === "weight" ? { fill: 1 } : { file: `${scope(unit)}/batch_norm/${NORM_PARTS[part]}` },
      bias: `${prefix}${LOGITS}/conv_3d/b`,
      filterShape: ({ kernel, from, to }) => [...kernel, from, to],
      normShape: (channels) => [1, 1, 1, 1, channels],
      arrangeFilter: (values, shape) => permute(values, shape, [4, 3, 0, 1, 2]),
      passesOver: (file) =>
        /(?:^|\/)(?:Momentum|ExponentialMovingAverage|Adam(?:_1)?|global_step)$/.test(file),
    });
  },
};
