/** The glossary: what each number and term on the page means, in one or two plain sentences. Shown by `Term`. */
import type { MethodPartId } from "../method/method-parts.ts";

/** The meaning of one term. */
export interface Meaning {
  /** The term written out, as a heading. */
  readonly title: string;
  readonly text: string;
  /** Section of the method page that says more. */
  readonly part?: MethodPartId;
}

const meanings = {
  os: {
    title: "OS, original score",
    text: "The probability, from 0 to 1, that the model gives the target class on the original clip.",
    part: "scores",
  },
  fs: {
    title: "FS, freeze score",
    text: "The same probability when the masked frames are frozen. Far below OS: the model needs the motion in those frames.",
    part: "scores",
  },
  rs: {
    title: "RS, reverse score",
    text: "The same probability when each run of masked frames is played backwards. Near OS: the motion matters, but not its direction.",
    part: "scores",
  },
  cs: {
    title: "CS, score of the true class",
    text: "The probability of the clip’s true class, shown when the model predicts another class.",
    part: "scores",
  },
  p: {
    title: "P, predicted class",
    text: "The class that the model finds most probable, shown when you explain a different one.",
    part: "scores",
  },
  mask: {
    title: "Temporal mask",
    text: "One value from 0 to 1 for each frame. 1 perturbs the frame fully (freezing takes its motion away); 0 leaves it unchanged.",
    part: "freeze",
  },
  perturbed: {
    title: "Perturbed",
    text: "Changed by the mask. On this page a frame counts as perturbed if its mask value is above 0.5.",
    part: "freeze",
  },
  frozen: {
    title: "Frozen",
    text: "A frozen frame repeats the last frame before it that was not frozen, so the motion stops.",
    part: "freeze",
  },
  reversed: {
    title: "Reversed",
    text: "Each unbroken run of masked frames is played backwards. The motion stays, but its direction is reversed.",
    part: "reverse",
  },
  faded: {
    title: "Faded",
    text: "A faded frame blends into the clip’s mean colour. Freezing removes only the motion; fading removes the picture.",
    part: "freeze",
  },
  blurred: {
    title: "Blurred",
    text: "A blurred frame loses its detail but keeps its motion. The mask shows which frames must be sharp.",
    part: "freeze",
  },
  "mask-over": {
    title: "What the mask covers",
    text: "Time: one value per frame shows when. Space and time: a grid over each frame also shows where, and each pixel is frozen by its own value.",
    part: "space",
  },
  operator: {
    title: "How frames are perturbed",
    text: "Freeze takes away the frames’ motion, Reverse its direction, Fade the picture, Blur its detail. The search finds frames the class cannot do without.",
    part: "reverse",
  },
  "grid-cells": {
    title: "Cells",
    text: "The number of mask values across and down each frame. More cells show more precisely where, but are more easily misled.",
    part: "space",
  },
  area: {
    title: "Area",
    text: "Weighed: each masked cell adds to the loss. A share: the search perturbs exactly that much of the clip and chooses where.",
    part: "space",
  },
  slices: {
    title: "Space-time slices",
    text: "The mask seen from above and from the side: how strongly each column and each row of every frame is perturbed.",
    part: "space",
  },
  "own-score": {
    title: "Score under the mask’s own operator",
    text: "The probability with the masked frames faded or blurred, as in the search. FS and RS are for the same mask, frozen and reversed.",
    part: "scores",
  },
  target: {
    title: "Target class",
    text: "The class whose score is explained. It starts as the predicted class; you can pick any other.",
    part: "question",
  },
  predictions: {
    title: "Predictions",
    text: "The classes the model finds most probable for the original clip. The probabilities of all classes sum to 1.",
    part: "models",
  },
  settings: {
    title: "Search settings",
    text: "Default tries up to 300 masks of whole frames; Exact goes on until one is proven best. Paper is the authors’ descent, bugs included; Descent mends them.",
    part: "departures",
  },
  loss: {
    title: "Loss",
    text: "What the search minimises: the class score, plus a price for each masked frame and for each jump in the mask.",
    part: "loss",
  },
  "soft-score": {
    title: "Soft scores",
    text: "A descent’s mask can freeze a frame in part: a cross-fade of two pictures. These scores are of the mask as found, with the runs above 0.1 reversed.",
    part: "scores",
  },
  exact: {
    title: "Proven best",
    text: "Masks are tried from the cheapest on. Once the next one’s price alone reaches the lowest loss found, none left can be better: a score is never below 0.",
    part: "search",
  },
  "lower-bound": {
    title: "Lower bound",
    text: "No mask has a loss below this: the price of the cheapest mask not tried yet. Where it meets the lowest loss, the mask is proven best.",
    part: "search",
  },
  "class-score": {
    title: "Class score",
    text: "The target’s probability on the clip perturbed with the mask of this step.",
    part: "loss",
  },
  l1: {
    title: "Mask, L1",
    text: "0.01 times the sum of all mask values: the price of masking many frames.",
    part: "loss",
  },
  tv: {
    title: "Mask, TV",
    text: "0.02 times the total variation (the summed cubed differences between neighbouring values): the price of a mask in many pieces.",
    part: "loss",
  },
  step: {
    title: "Step",
    text: "One round of the search: freeze the clip with the mask, run the model, adjust the mask to lower the loss. At most 300.",
    part: "search",
  },
  settled: {
    title: "Settled",
    text: "The search stopped because the loss had not fallen by 0.001 for 40 steps. The Paper settings never stop early.",
    part: "search",
  },
  start: {
    title: "Start",
    text: "Where a search begins: the shortest central block that lowers the score nearly as much as perturbing the whole clip does.",
    part: "search",
  },
  truth: {
    title: "Overlap with the true event",
    text: "How well the mask matches the true event, as IoU. A centred block often does well too, so its overlap is shown for comparison.",
    part: "faithfulness",
  },
  event: {
    title: "True event",
    text: "When the action happens, according to the clip’s maker. The model never sees this; the mask is compared with it.",
    part: "question",
  },
  "true-class": {
    title: "True class",
    text: "What the clip really shows, according to its maker or to you. The model never sees this.",
    part: "question",
  },
  "mask-length": {
    title: "Mask length",
    text: "How many frames are perturbed, or how much of the clip for a space-and-time mask. A short mask means that few frames decide.",
    part: "scores",
  },
  runs: {
    title: "Runs",
    text: "Unbroken stretches of perturbed frames. A single run means that one moment decides.",
    part: "reverse",
  },
  iou: {
    title: "Mask overlap (IoU)",
    text: "Frames (or cells) perturbed in both masks, divided by those perturbed in either. 1 means the same frames, 0 none in common.",
    part: "scores",
  },
  "grad-cam": {
    title: "Grad-CAM",
    text: "A map of where in each frame the model’s last features support the class. It is computed directly, without a search.",
    part: "grad-cam",
  },
  "cam-per-frame": {
    title: "Normalised per frame",
    text: "Each frame’s strongest spot gets the brightest colour, so frames cannot be compared with one another.",
    part: "grad-cam",
  },
  "cam-per-clip": {
    title: "Normalised per clip",
    text: "The clip’s strongest spot gets the brightest colour, so a pale frame matters less than a bright one.",
    part: "grad-cam",
  },
  difference: {
    title: "Difference view",
    text: "How much each pixel of the perturbed clip differs from the original. Black means no change.",
    part: "freeze",
  },
  faithfulness: {
    title: "Faithfulness",
    text: "Does the mask show what the model really relies on? It is tested against every window of frames, scattered frames, repeated searches and a model with shuffled weights.",
    part: "faithfulness",
  },
  "optimality-gap": {
    title: "Optimality gap",
    text: "Mask loss minus best-window loss, with every window tried. Above 0, the search missed a better mask; below 0, no window does as well.",
    part: "faithfulness",
  },
  deletion: {
    title: "Deletion",
    text: "Frames are perturbed one by one, largest mask value first. The smaller the area under the score, beside orders that grow from one frame, the better.",
    part: "faithfulness",
  },
  insertion: {
    title: "Insertion",
    text: "From the fully perturbed clip, frames are restored, largest mask value first. The larger the area under the score, beside orders that grow from one frame, the better.",
    part: "faithfulness",
  },
  necessity: {
    title: "Necessity and sufficiency",
    text: "Necessary: perturbing the mask’s frames takes the score, more than other windows as long. Sufficient: with all other frames perturbed, 90 % of the score is left.",
    part: "faithfulness",
  },
  completeness: {
    title: "Completeness",
    text: "Integrated gradients divide the total drop in score among the frames. The mask’s share is what it explains; the sum does not depend on the mask and does not count.",
    part: "faithfulness",
  },
  stability: {
    title: "Stability",
    text: "The search is repeated from other starts, with other learning rates, and on a shifted clip. Those that end as well as the best should find the same frames.",
    part: "faithfulness",
  },
  randomisation: {
    title: "Shuffled weights",
    text: "The weights are shuffled, from the last layer down, and the model’s new answer is explained. If that model reacts to frames at all, its mask should be another one.",
    part: "faithfulness",
  },
  webgpu: {
    title: "WebGPU",
    text: "The model runs on this machine’s graphics card, the fastest way in a browser.",
    part: "links",
  },
  wasm: {
    title: "WASM",
    text: "WebAssembly: the model runs on this machine’s processor, on several cores if the page may use them.",
    part: "links",
  },
  cpu: {
    title: "CPU",
    text: "The model runs as plain JavaScript, which works everywhere but is slow.",
    part: "links",
  },
  permalink: {
    title: "Permalink",
    text: "An address that holds model, clip, class, mask and scores. The part after # is never sent to a server.",
    part: "links",
  },
  "link-check": {
    title: "Link check",
    text: "The link’s scores are shown as shared and computed again here. They agree if none differs by more than a small tolerance.",
    part: "links",
  },
  "part-used": {
    title: "Trim",
    text: "The part of your clip that is used. Frames are sampled from it at even intervals.",
    part: "models",
  },
} as const satisfies Readonly<Record<string, Meaning>>;

/** Name of a term in the glossary. */
export type TermName = keyof typeof meanings;

/** Meaning of every term. */
export const GLOSSARY: Readonly<Record<TermName, Meaning>> = meanings;
