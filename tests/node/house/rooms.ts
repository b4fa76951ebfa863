/**
 * The one table of what may import what; the README repeats it, and a test holds it to that.
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

/** Key: a folder of `src`, or a file in one that has rules of its own. */
export const ROOMS: Readonly<Record<string, Room>> = {
  base: {
    holds: "shapes, `LabError`, storage’s failures and files’ names in words, seeded randomness",
    imports: [],
    packages: [],
  },
  math: {
    holds: "reference maths on plain numbers; the truth that TF.js versions must match",
    imports: ["base"],
    packages: [],
  },
  clip: {
    holds: "file or recipe → `FrameStack`: decoding, frame choice, packing, generators",
    imports: ["base"],
    packages: ["mediabunny", "image-dimensions", "valibot"],
  },
  "clip/generate/classes.ts": {
    holds: "what can be generated, plain data",
    imports: [],
    packages: [],
  },
  device: {
    holds: "backend choice, kernels, gradients",
    imports: ["base", "math"],
    packages: TFJS,
  },
  checkpoint: {
    holds: "weight files of any format → tensors by name, read by slices; runs nothing that a file says",
    imports: ["base"],
    packages: ["@zip.js/zip.js", "h5wasm", "valibot"],
  },
  frames: {
    holds: "`FrameStack` → input tensor",
    imports: ["base", "type clip/clip.ts", "type models/card.ts"],
    packages: TFJS,
  },
  "frames/visible-box.ts": {
    holds: "which part of a frame a model sees",
    imports: ["type clip/clip.ts"],
    packages: [],
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
  "recognise/class-names.ts": {
    holds: "names of classes from a file or a paste",
    imports: ["base"],
    packages: [],
  },
  score: { holds: "logits → one class score", imports: ["base", "math"], packages: TFJS },
  perturb: {
    holds: "(frames, mask) → perturbed frames, differentiable in the mask",
    imports: ["base", "math", "device"],
    packages: TFJS,
  },
  search: {
    holds: "mask parameters, loss, update, stopping: an async generator of steps",
    imports: [
      "base",
      "math",
      "score",
      "perturb",
      "models/model.ts",
      "device/kernels/mask-descent.ts",
      "type device/ops/frame-responses.ts",
    ],
    packages: TFJS,
  },
  saliency: {
    holds: "gradient maps (Grad-CAM): where a score comes from, not a searched mask",
    imports: ["base", "math", "score", "models/model.ts"],
    packages: TFJS,
  },
  "search/settings.ts": { holds: "the presets, plain data", imports: ["type math"], packages: [] },
  measure: {
    holds: "how far a mask can be believed: windows, curves, chance, stability, shuffled models, truth",
    imports: ["base", "math", "search", "type clip/clip.ts"],
    packages: TFJS,
  },
  "measure/optimality.ts": {
    holds: "what windows say of a search: the best one, the gap to it, the smallest for each drop",
    imports: ["base", "math"],
    packages: [],
  },
  "measure/start-distance.ts": {
    holds: "how far a mask is from its start",
    imports: ["base", "math"],
    packages: [],
  },
  "measure/verdict.ts": {
    holds: "the measurements in plain sentences, and its thresholds",
    imports: [
      "math",
      "measure/optimality.ts",
      "type measure/faithfulness.ts",
      "type measure/start-distance.ts",
    ],
    packages: [],
  },
  "measure/truth.ts": {
    holds: "a mask or map against what is known to happen, and baselines",
    imports: ["base", "math", "type clip/clip.ts"],
    packages: [],
  },
  "measure/figures.ts": {
    holds: "a report of faithfulness in one number a question",
    imports: ["math", "type measure/faithfulness.ts", "measure/verdict.ts"],
    packages: [],
  },
  "measure/faithfulness.ts": { holds: "what is measured, plain data", imports: [], packages: [] },
  result: {
    holds: "results as plain data, the permalink codec, what was measured of a mask",
    imports: ["base", "math", "type measure/faithfulness.ts", "search/settings.ts", "models/card.ts"],
    packages: ["fflate", "valibot"],
  },
  picture: {
    holds: "pixels to show: perturbed frames, heat over frames",
    imports: ["base", "math", "type clip/clip.ts"],
    packages: [],
  },
  history: {
    holds: "searches kept in this browser: the entries, their checks, the database",
    imports: ["base", "math", "result", "search/settings.ts"],
    packages: ["idb", "valibot"],
  },
  library: {
    holds: "imported models kept in this browser: what is known of them, the database",
    imports: ["base"],
    packages: ["idb", "valibot"],
  },
  export: {
    holds: "results as files: figures as GIF, video, PNG and SVG, numbers as JSON and CSV",
    imports: [
      "base",
      "math",
      "picture",
      "result",
      "type clip/clip.ts",
      "type saliency/cam-map.ts",
      "search/settings.ts",
      "measure/figures.ts",
      "measure/optimality.ts",
      "measure/verdict.ts",
    ],
    packages: ["modern-gif", "mediabunny", "valibot"],
  },
  worker: {
    holds: "workers: handlers that join the rooms above",
    imports: [
      "base",
      "math",
      "clip",
      "device",
      "checkpoint",
      "frames",
      "models",
      "recognise",
      "score",
      "perturb",
      "saliency",
      "search",
      "measure",
      "result",
      "export",
    ],
    packages: TFJS,
  },
  "worker/endpoint.ts": { holds: "what a channel must offer", imports: [], packages: [] },
  "worker/protocol.ts": {
    holds: "the commands, as types",
    imports: [
      "type base/errors.ts",
      "type clip/clip.ts",
      "type clip/source-strip.ts",
      "type device/backend-report.ts",
      "type export/figure-facts.ts",
      "type math",
      "type measure/faithfulness.ts",
      "type models/card.ts",
      "type recognise/inspection.ts",
      "type result/mask-result.ts",
      "type saliency/cam-map.ts",
      "type search/settings.ts",
    ],
    packages: [],
  },
  "worker/client.ts": {
    holds: "the page's end of a worker",
    imports: ["base", "type worker/endpoint.ts", "type worker/protocol.ts"],
    packages: [],
  },
  paper: {
    holds: "the paper’s table of results and this lab’s: reading, statistics, sentences",
    imports: ["base", "math", "result", "search/settings.ts"],
    packages: ["valibot"],
  },
  study: {
    holds: "many clips: records, merging, statistics, truth, reports; drives the workers, needs no page",
    imports: [
      "base",
      "math",
      "result",
      "paper",
      "clip/generate/boxes.ts",
      "clip/generate/classes.ts",
      "type clip/clip.ts",
      "frames/visible-box.ts",
      "type models/card.ts",
      "type saliency/cam-map.ts",
      "search/settings.ts",
      "measure/figures.ts",
      "measure/optimality.ts",
      "measure/start-distance.ts",
      "measure/truth.ts",
      "measure/verdict.ts",
      "type worker/client.ts",
      "type worker/protocol.ts",
    ],
    packages: ["valibot", "@noble/hashes", "idb"],
  },
  state: {
    holds: "one vanilla store and its actions",
    imports: [
      "base",
      "math",
      "result",
      "history",
      "library",
      "study",
      "export",
      "worker/client.ts",
      "search/settings.ts",
      "measure/optimality.ts",
      "type measure/faithfulness.ts",
      "measure/start-distance.ts",
      "measure/verdict.ts",
      "frames/visible-box.ts",
      "type clip/clip.ts",
      "type models/card.ts",
      "recognise/class-names.ts",
      "type recognise",
      "type worker/protocol.ts",
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
      "base",
      "math",
      "frames/visible-box.ts",
      "picture",
      "result",
      "paper",
      "study",
      "export",
      "measure/optimality.ts",
      "type measure/faithfulness.ts",
      "measure/start-distance.ts",
      "measure/truth.ts",
      "measure/verdict.ts",
      "state",
      "type history",
      "clip/generate/classes.ts",
      "type clip/clip.ts",
      "type models/card.ts",
      "recognise/class-names.ts",
      "recognise/fit.ts",
      "type recognise/inspection.ts",
      "recognise/name-of-file.ts",
      "type saliency/cam-map.ts",
      "search/settings.ts",
      "type worker/protocol.ts",
    ],
    packages: ["react", "react-aria-components", "@observablehq/plot", "temml"],
  },
  app: {
    holds: "start-up, workers, URL sync",
    imports: [
      "base",
      "result",
      "history",
      "library",
      "study",
      "state",
      "view",
      "worker/client.ts",
      "type clip/clip.ts",
      "type worker/protocol.ts",
    ],
    packages: ["react", "react-dom", "@fontsource-variable/inter"],
  },
};

/** The table as Markdown, one row a line, for the README. */
export function roomsAsMarkdown(): string[] {
  const tfjs = (names: readonly string[]) => TFJS.every((name) => names.includes(name));
  const packages = (names: readonly string[]) =>
    tfjs(names) ? ["TF.js", ...names.filter((name) => !TFJS.includes(name))] : names;
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ") || "nothing";
  return [
    "| Room | Holds | May import | Packages |",
    "| --- | --- | --- | --- |",
    ...Object.entries(ROOMS).map(
      ([name, { holds, imports, packages: used }]) =>
        `| \`${name}\` | ${holds} | ${code(imports)} | ${code(packages(used))} |`,
    ),
  ];
}
