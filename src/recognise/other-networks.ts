/** What a checkpoint of something else most likely is, by names that only it has; for the message that says so. */
import { shown, shownShape } from "../base/shown.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { ImportPlan } from "./plan.ts";

/** The first that matches counts: the particular before the general. */
const TELL_TALES: readonly (readonly [names: RegExp, what: string])[] = [
  [
    /^(?:state\/|state\.)?\d+\.(?:exp_avg|exp_avg_sq|momentum_buffer|square_avg)$|(?:^|\.)param_groups/,
    "an optimiser’s state, not a model’s",
  ],
  [/conv3d_1a_7x7\.conv3d|mixed_3b\.branch_\d/, "an I3D in the names of another port"],
  [/^(?:module\.)?s\d\.pathway\d|^(?:module\.)?blocks\.\d+\.multipathway/, "a SlowFast network"],
  [/temporal_(?:attn|embed|fc)|time_embed/, "a TimeSformer"],
  [
    /^(?:module\.)?encoder\.blocks\.\d+\..*(?:q_bias|qkv)|decoder\.blocks\.\d+\.attn|mask_token/,
    "a VideoMAE or another masked autoencoder",
  ],
  [/vision_model\.|text_model\.|visual\.transformer|(?:^|\.)visual\./, "a CLIP model"],
  [/relative_position_bias_table/, "a Swin transformer"],
  [/^(?:bert|roberta|distilbert)\.|\.attention\.self\.query/, "a BERT"],
  [/(?:^|\.)(?:h|layers)\.\d+\.(?:attn|self_attn)\./, "a language model such as GPT or Llama"],
  [
    /(?:^|\.)stem\.\d+\.\d?\.?weight$|layer1\.0\.conv1\.0\.(?:0\.)?weight/,
    "an R3D, R(2+1)D or MC3 of torchvision",
  ],
  [/layer1\.0\.conv1\.weight/, "a ResNet"],
  [/denselayer\d/, "a DenseNet"],
  [/^features\.\d+\.(?:weight|bias)$/, "a VGG or AlexNet"],
  [/features\.\d+\.conv\.\d|features\.\d+\.block/, "a MobileNet or EfficientNet"],
  [/(?:^|\.)conv3a\.weight|(?:^|\.)conv5b\.weight/, "a C3D"],
  [/down_blocks\.|up_blocks\.|\.unet\b|model\.diffusion_model/, "a diffusion model"],
  [/lora_[AB]|lora_(?:up|down)/, "a LoRA adapter, not a whole model"],
  [/attn|attention|qkv/i, "a transformer"],
  [/(?:weight|bias)_(?:ih|hh)_l\d/, "an LSTM or GRU without convolutions"],
];

/**
 * "It looks like a ResNet", or what little can be said.
 *
 * @param part  a network of which it holds some tensors, too few to be taken for it; null for none.
 */
export function looksLike({ tensors }: Checkpoint, part: ImportPlan | null): string {
  if (tensors.size === 0) return "It holds no tensors at all";
  const names = [...tensors.keys()];
  const told = TELL_TALES.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (told) return `It looks like ${told[1]}`;
  if (part !== null) {
    const { network, naming, wanted } = part;
    const there = wanted.filter(({ file }) => tensors.has(file)).length;
    return `It holds ${there} of the ${wanted.length} tensors of ${network} in the names of ${naming}, too few to run`;
  }
  const first = names.slice(0, 3).map((name) => `${shown(name)} [${shownShape(tensors.get(name)!.shape)}]`);
  return names.length === 1
    ? `Its one tensor, ${first[0]}, is of no network that the lab knows`
    : `Its ${names.length} tensors, the first of them ${first.join(", ")}, are of no network that the lab knows`;
}

/** What would do instead; of formats, the room checkpoint says so. */
export const KNOWN_NETWORKS =
  "The lab takes I3D as pytorch-i3d or DeepMind’s kinetics-i3d names it, C-LSTM as the paper authors’ CLSTM_4 or as Keras " +
  "ConvLSTM2D layers, and any classifier of video that was saved as a TF.js model.";
