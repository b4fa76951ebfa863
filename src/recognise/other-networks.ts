/** Guesses what an unsupported checkpoint contains from characteristic tensor names, for the message that refuses it. */
import { shown, shownShape } from "../base/shown.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { ImportPlan } from "./plan.ts";

/** Characteristic names; the first match counts, so specific patterns precede general ones. */
const TELL_TALES: readonly (readonly [names: RegExp, what: string])[] = [
  [
    /^(?:state\/|state\.)?\d+\.(?:exp_avg|exp_avg_sq|momentum_buffer|square_avg)$|(?:^|\.)param_groups/,
    "an optimiser’s state, not a model’s",
  ],
  [/conv3d_1a_7x7\.conv3d|mixed_3b\.branch_\d/, "an I3D with the names of another port"],
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
    "an R3D, R(2+1)D or MC3 from torchvision",
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
 * Returns a sentence such as "It looks like a ResNet", or whatever else can be said.
 *
 * @param part  The plan of a network of which the file has some tensors, but too few; null if there is none.
 */
export function looksLike({ tensors }: Checkpoint, part: ImportPlan | null): string {
  if (tensors.size === 0) return "It contains no tensors";
  const names = [...tensors.keys()];
  const known = TELL_TALES.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (known) return `It looks like ${known[1]}`;
  if (part !== null) {
    const { network, naming, wanted } = part;
    const there = wanted.filter(({ file }) => tensors.has(file)).length;
    return `It contains ${there} of the ${wanted.length} tensors of ${network} with the names of ${naming}, too few to run`;
  }
  const first = names.slice(0, 3).map((name) => `${shown(name)} [${shownShape(tensors.get(name)!.shape)}]`);
  return names.length === 1
    ? `Its only tensor, ${first[0]}, does not belong to any network that the lab knows`
    : `Its ${names.length} tensors, starting with ${first.join(", ")}, do not belong to any network that the lab knows`;
}

/** The networks that the lab supports, with which the message ends. `WHAT_FITS` in the room checkpoint lists the formats. */
export const KNOWN_NETWORKS =
  "The lab accepts I3D with the names of pytorch-i3d or DeepMind’s kinetics-i3d, C-LSTM as the paper authors’ CLSTM_4 or " +
  "as Keras ConvLSTM2D layers, and any video classifier saved as a TF.js model.";
