/** What every number and term on the page means, in one or two plain sentences. Shown by `Term`. */
import type { MethodPartId } from "../method/method-parts.ts";

/** The meaning of one term. */
export interface Meaning {
  /** As a heading: the term written out. */
  readonly title: string;
  readonly text: string;
  /** Where the method page says more. */
  readonly part?: MethodPartId;
}

const meanings = {
  os: {
    title: "OS, original score",
    text: "The probability that the model gives the target class on the clip as filmed, from 0 to 1.",
    part: "scores",
  },
  fs: {
    title: "FS, freeze score",
    text: "The same probability after the masked frames are frozen. Far below OS: the model needs the motion in those frames.",
    part: "scores",
  },
  rs: {
    title: "RS, reverse score",
    text: "The same probability after each run of masked frames is played backwards. Near OS: motion matters there, its direction does not.",
    part: "scores",
  },
  cs: {
    title: "CS, class score of the true class",
    text: "Shown when the model predicts another class than the clip’s true one: the probability it gives the true class.",
    part: "scores",
  },
  p: {
    title: "P, the predicted class",
    text: "The model’s own first choice, shown when you explain another class than that one.",
    part: "scores",
  },
  mask: {
    title: "Temporal mask",
    text: "One value from 0 to 1 for each frame. 1 takes the frame’s own motion away, 0 leaves it as filmed.",
    part: "freeze",
  },
  perturbed: {
    title: "Perturbed",
    text: "Changed by the mask. A frame counts as perturbed on this page when its mask value is above 0.5.",
    part: "freeze",
  },
  frozen: {
    title: "Frozen",
    text: "A frozen frame shows the last frame before it that was not frozen, so motion stands still there.",
    part: "freeze",
  },
  reversed: {
    title: "Reversed",
    text: "Each unbroken run of frames with a mask value above 0.1 is played backwards. The motion stays, its direction turns.",
    part: "reverse",
  },
  faded: {
    title: "Faded",
    text: "A faded frame gives way to the clip’s mean colour. Unlike freezing it takes the picture away and not only its motion.",
    part: "freeze",
  },
  blurred: {
    title: "Blurred",
    text: "A blurred frame loses its detail and keeps its motion: what the class needs to be sharp.",
    part: "freeze",
  },
  "mask-over": {
    title: "What the mask is over",
    text: "Time: one value a frame says when. Space and time: a grid over each frame says where as well, and every pixel is frozen by its own value.",
    part: "space",
  },
  operator: {
    title: "How frames are perturbed",
    text: "Freeze takes the frames’ motion, Reverse its direction, Fade the picture, Blur its detail. The search finds frames that the class cannot spare so.",
    part: "reverse",
  },
  "grid-cells": {
    title: "Cells",
    text: "How many values a frame’s mask has across and down. More cells say more precisely where, and are easier led astray.",
    part: "space",
  },
  area: {
    title: "Area",
    text: "Weighed: every masked cell has a price, set against the score. A share: the search perturbs just so much of the clip, and chooses where.",
    part: "space",
  },
  slices: {
    title: "Space-time slices",
    text: "The mask seen from above and from the side: how strongly each column, and each row, of every frame is perturbed.",
    part: "space",
  },
  "own-score": {
    title: "Score under the mask’s own operator",
    text: "The probability with the masked frames faded or blurred, as the search had them. FS and RS are of the same mask, frozen and reversed.",
    part: "scores",
  },
  target: {
    title: "Target class",
    text: "The class whose score is explained. It starts as the model’s first prediction; any class can be picked.",
    part: "question",
  },
  predictions: {
    title: "Predictions",
    text: "What the model makes of the clip as filmed: its most probable classes, with probabilities that sum to 1 over all classes.",
    part: "models",
  },
  settings: {
    title: "Search settings",
    text: "Default is the paper’s method with the faults of its released code mended. Paper repeats that code exactly, faults included.",
    part: "departures",
  },
  loss: {
    title: "Loss",
    text: "What the search lowers: the class score plus a price for every masked frame and for every break in the mask.",
    part: "loss",
  },
  "class-score": {
    title: "Class score",
    text: "The target’s probability on the clip frozen with the mask of this step. At the end it is FS.",
    part: "loss",
  },
  l1: {
    title: "Mask, L1",
    text: "0.01 times the sum of all mask values: the price of masking many frames.",
    part: "loss",
  },
  tv: {
    title: "Mask, TV",
    text: "0.02 times the total variation, the cubed differences between neighbouring frames: the price of many pieces.",
    part: "loss",
  },
  step: {
    title: "Step",
    text: "One round of the search: freeze the clip with the mask, ask the model, move the mask a little to lower the loss. At most 300.",
    part: "search",
  },
  settled: {
    title: "Settled",
    text: "The search stopped because the loss has not fallen by 0.001 for 40 steps. The paper’s settings never stop early.",
    part: "search",
  },
  start: {
    title: "Start",
    text: "Where a search begins: the shortest block around the middle that does nearly all that perturbing everything does.",
    part: "search",
  },
  truth: {
    title: "Against the truth",
    text: "How far the mask agrees with where the clip’s maker knows the event to be. A block in the middle does well too, so its figures stand beside.",
    part: "trust",
  },
  event: {
    title: "True event",
    text: "Where the clip’s maker knows the action to happen. The model never sees this; it is there to compare the mask with.",
    part: "question",
  },
  "true-class": {
    title: "True class",
    text: "What the clip really shows, as its maker says. The model never sees this.",
    part: "question",
  },
  "mask-length": {
    title: "Mask length",
    text: "How many frames are perturbed, or how much of the clip by a mask with a place. Little means that little decides.",
    part: "scores",
  },
  runs: {
    title: "Runs",
    text: "Unbroken stretches of perturbed frames. One run means that one moment decides.",
    part: "reverse",
  },
  iou: {
    title: "Mask overlap (IoU)",
    text: "Frames (or cells) perturbed in both masks, divided by those perturbed in either. 1 means the same ones, 0 none in common.",
    part: "scores",
  },
  "grad-cam": {
    title: "Grad-CAM",
    text: "A map of where in each frame the model’s last features speak for the class. It is computed once, not searched for.",
    part: "grad-cam",
  },
  "cam-per-frame": {
    title: "Normalised per frame",
    text: "Each frame’s strongest spot gets the brightest colour. Frames cannot be compared with one another.",
    part: "grad-cam",
  },
  "cam-per-clip": {
    title: "Normalised per clip",
    text: "The clip’s strongest spot gets the brightest colour, so a pale frame mattered less than a bright one.",
    part: "grad-cam",
  },
  difference: {
    title: "Difference view",
    text: "How far each pixel of the perturbed clip lies from the original. Black: nothing was changed there.",
    part: "freeze",
  },
  faithfulness: {
    title: "Faithfulness",
    text: "Whether an explanation says what the model really does. It is measured against chance, against better masks and on a model that has forgotten what it learnt.",
    part: "trust",
  },
  "optimality-gap": {
    title: "Optimality gap",
    text: "The mask’s loss less that of the best window, found by trying all of them. Above 0 the search missed a better one; below 0 no window is as good.",
    part: "trust",
  },
  deletion: {
    title: "Deletion",
    text: "Frames are perturbed one by one, those with the largest mask value first. The sooner the score falls, and the smaller the area, the better the order.",
    part: "trust",
  },
  insertion: {
    title: "Insertion",
    text: "From the wholly perturbed clip frames are given back, the largest mask value first. The sooner the score returns, and the larger the area, the better.",
    part: "trust",
  },
  necessity: {
    title: "Necessity and sufficiency",
    text: "Perturbed inside the mask the score should fall: these frames are necessary. Perturbed everywhere else it should stay: they are enough.",
    part: "trust",
  },
  completeness: {
    title: "Completeness",
    text: "Integrated gradients share the whole fall of the score out over the frames. The shares must add up to it; what lies in the mask is what it accounts for.",
    part: "trust",
  },
  stability: {
    title: "Stability",
    text: "The search is run again from other starts, at other learning rates and on the clip moved by a frame. Masks that agree overlap (IoU) by nearly 1.",
    part: "trust",
  },
  randomisation: {
    title: "Shuffled weights",
    text: "The model’s weights are shuffled, layer by layer from the answer down. An explanation of what was learnt must then change.",
    part: "trust",
  },
  webgpu: {
    title: "WebGPU",
    text: "The model runs on this machine’s graphics card, the fastest way a browser offers.",
    part: "links",
  },
  wasm: {
    title: "WASM",
    text: "WebAssembly: the model runs on this machine’s processor, on several cores where the page is allowed to.",
    part: "links",
  },
  cpu: {
    title: "CPU",
    text: "The model runs as plain JavaScript, which works everywhere and is slow.",
    part: "links",
  },
  permalink: {
    title: "Permalink",
    text: "An address that holds model, clip, class, mask and scores. What stands after its # is never sent to a server.",
    part: "links",
  },
  "link-check": {
    title: "Link check",
    text: "A link’s scores are shown as shared, and computed again here. They agree when none differs by more than a small tolerance.",
    part: "links",
  },
  "part-used": {
    title: "Part used",
    text: "The stretch of your clip that is sampled: its frames are taken at even distances within it.",
    part: "models",
  },
} as const satisfies Readonly<Record<string, Meaning>>;

/** A term with a meaning. */
export type TermName = keyof typeof meanings;

/** Term to meaning. */
export const GLOSSARY: Readonly<Record<TermName, Meaning>> = meanings;
