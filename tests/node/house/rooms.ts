/**
 * The one table of what may import what. docs/ARCHITECTURE.md repeats what each folder holds, and a test compares them.
 * Rooms stand in the order of the data's way. Tests are not part of it.
 */

/** What a room, or one file that is stricter than its room, may import. */
export interface Room {
  readonly holds: string;
  /** Rooms or files; "type x" permits types alone. A room's files may import each other, a lone file's may not. */
  readonly imports: readonly string[];
  /** npm packages, by name. */
  readonly packages: readonly string[];
}

const TFJS = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
];

/** Rooms of arithmetic and plain data, which the page and the workers share. */
const PLAIN = ["base", "math", "statistics", "faithfulness", "result"];

/** Returns the entries that permit these places' types alone. */
const types = (...places: string[]) => places.map((place) => `type ${place}`);

/** What the workers hand to the page. */
const ANSWERS = types("clip/clip.ts", "models/card.ts", "saliency/cam-map.ts", "worker/protocol.ts");

/** Key: a folder of `src`, or a file in one that has rules of its own. */
export const ROOMS: Readonly<Record<string, Room>> = {
  base: {
    holds: "shapes, `LabError`, schemas, numbers and failures in words, checksums, seeded randomness",
    imports: [],
    packages: ["valibot"],
  },
  math: {
    holds: "reference maths on plain numbers, which the TF.js versions must match; presets of a search",
    imports: ["base"],
    packages: [],
  },
  clip: {
    holds: "file → `FrameStack`: decoding, frame choice, packing",
    imports: ["base", "type math/box.ts"],
    packages: ["mediabunny", "image-dimensions", "valibot"],
  },
  generate: {
    holds: "recipe → clip: the generator of labelled clips and its classes",
    imports: ["base", "type math/box.ts", "type clip/clip.ts"],
    packages: [],
  },
  device: { holds: "backend choice, kernels, gradients", imports: ["base", "math"], packages: TFJS },
  checkpoint: {
    holds: "weight files of any format → tensors by name, read by slices; runs nothing that a file says",
    imports: ["base"],
    packages: ["@zip.js/zip.js", "h5wasm", "valibot"],
  },
  frames: {
    holds: "`FrameStack` → input tensor",
    imports: ["base", "math", "type clip/clip.ts", "type models/card.ts"],
    packages: TFJS,
  },
  models: {
    holds: "cards and weights; tensor → logits and named endpoints",
    imports: ["base", "math", "device"],
    packages: [...TFJS, "valibot", "@noble/hashes"],
  },
  recognise: {
    holds: "a checkpoint's names and shapes → which network it is, its card and its weights by our names",
    imports: ["base", "type checkpoint", "models"],
    packages: ["valibot"],
  },
  score: { holds: "logits → one class score", imports: ["base", "math"], packages: TFJS },
  perturb: {
    holds: "(frames, mask) → perturbed frames, differentiable in the mask",
    imports: ["base", "math", "device"],
    packages: TFJS,
  },
  search: {
    holds: "mask parameters, loss, update, stopping: an async generator of steps",
    imports: ["base", "math", "score", "perturb", "models/model.ts", "device"],
    packages: TFJS,
  },
  saliency: {
    holds: "gradient maps (Grad-CAM): where a score comes from, not a searched mask",
    imports: ["base", "math", "score", "models/model.ts"],
    packages: TFJS,
  },
  statistics: {
    holds: "samples of clips: means with intervals, permutation tests, measures of a mask",
    imports: ["base", "math"],
    packages: [],
  },
  faithfulness: {
    holds:
      "how faithful a mask is, as arithmetic: windows, curves, chance, ground truth, and the sentences about it",
    imports: ["base", "math", "statistics"],
    packages: [],
  },
  measure: {
    holds: "faithfulness measured on a model: scores under many masks, searches run again",
    imports: ["base", "math", "search", "faithfulness", "type clip/clip.ts"],
    packages: TFJS,
  },
  result: {
    holds: "results as plain data, the permalink codec, what was measured of a mask",
    imports: ["base", "math", "type faithfulness", "models/card.ts"],
    packages: ["fflate", "valibot"],
  },
  picture: {
    holds: "pixels to show: perturbed frames, heat over frames",
    imports: ["base", "math", "type clip/clip.ts"],
    packages: [],
  },
  saved: {
    holds: "searches and models saved in this browser: their records, checks and databases",
    imports: ["base", "math", "result"],
    packages: ["idb", "valibot"],
  },
  export: {
    holds: "results as files: figures as GIF, video, PNG and SVG, numbers as JSON and CSV",
    imports: [...PLAIN, "picture", ...types("clip/clip.ts", "saliency/cam-map.ts")],
    packages: ["modern-gif", "mediabunny", "valibot"],
  },
  worker: {
    holds: "workers: handlers that join the rooms above",
    imports: [
      ...PLAIN,
      ...["clip", "generate", "device", "checkpoint", "frames", "models", "recognise"],
      ...["score", "perturb", "search", "saliency", "measure", "export"],
    ],
    packages: TFJS,
  },
  "worker/protocol.ts": {
    holds: "the commands, as types",
    imports: types(...PLAIN, "clip", "device", "models", "recognise", "saliency", "export"),
    packages: [],
  },
  "worker/client.ts": {
    holds: "the page's end of a worker",
    imports: ["base", "type worker/protocol.ts"],
    packages: [],
  },
  paper: {
    holds: "the paper’s table of results and this lab’s: reading, sentences",
    imports: ["base", "math", "statistics", "result"],
    packages: ["valibot"],
  },
  study: {
    holds: "many clips: records, merging, statistics, truth, reports; drives the workers, needs no page",
    imports: [...PLAIN, "generate", "saved", ...ANSWERS, "type worker/client.ts"],
    packages: ["valibot", "@noble/hashes", "idb"],
  },
  state: {
    holds: "one vanilla store and its actions",
    imports: [
      ...PLAIN,
      ...ANSWERS,
      ...["saved", "export", "study", "recognise/class-names.ts", "type recognise", "worker/client.ts"],
    ],
    packages: ["zustand", "valibot"],
  },
  "state/use-lab.ts": {
    holds: "the store as a React hook",
    imports: ["base", "state"],
    packages: ["react", "zustand"],
  },
  view: {
    holds: "components and pure drawing functions",
    imports: [
      ...PLAIN,
      ...ANSWERS,
      ...["picture", "type saved", "export", "paper", "study", "state", "generate/classes.ts"],
      ...["recognise/class-names.ts", "recognise/fit.ts", "recognise/name-of-file.ts"],
      "type recognise/inspection.ts",
    ],
    packages: ["react", "react-aria-components", "@observablehq/plot", "temml"],
  },
  app: {
    holds: "start-up, workers, URL sync",
    imports: [...PLAIN, ...ANSWERS, "saved", "study", "state", "view", "worker/client.ts"],
    packages: ["react", "react-dom"],
  },
};
