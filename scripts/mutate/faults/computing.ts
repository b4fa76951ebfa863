/** Faults in the numbers: maths, kernels, scores, perturbations and searches. */
import type { Fault } from "../fault.ts";

/** Rooms: math, device, score, perturb, search, saliency. */
export const COMPUTING: readonly Fault[] = [
  {
    id: "math/run-threshold",
    find: "t < mask.length && mask[t]! > threshold",
    replace: "t < mask.length && mask[t]! >= threshold",
    tests: ["tests/node/math/perturbations.test.ts"],
  },
  {
    id: "math/adam-bias",
    find: "const squareScale = 1 / (1 - beta2 ** step);",
    replace: "const squareScale = 1 / (1 - beta1 ** step);",
    tests: ["tests/node/math/adam.test.ts"],
  },
  {
    id: "math/central-margin",
    find: `return block === "first-failing" ? margin : margin - 1;`,
    replace: `return block === "first-failing" ? margin - 1 : margin;`,
    tests: ["tests/node/math/central-init.test.ts"],
  },
  {
    id: "device/relu-at-zero",
    find: "to[i] = gate[i]! > 0 ? from[i]! : 0;",
    replace: "to[i] = gate[i]! >= 0 ? from[i]! : 0;",
    tests: ["tests/node/device/kernels.test.ts"],
  },
  {
    id: "device/freeze-gradient",
    find: "weights[matrix + (r - 1) * uniforms.T + s]",
    replace: "weights[matrix + r * uniforms.T + s]",
    tests: ["tests/browser/device/webgpu.test.ts"],
  },
  {
    id: "score/sigmoid",
    find: "? tf.softmax(logits) : logits;",
    replace: "? tf.sigmoid(logits) : logits;",
    tests: ["tests/node/models/small-models.test.ts"],
  },
  {
    id: "perturb/blur-swapped",
    find: "blur: (masks) => tf.concat([unperturbed(masks), diagonal(masks)], 2),",
    replace: "blur: (masks) => tf.concat([diagonal(masks), unperturbed(masks)], 2),",
    tests: ["tests/node/device/kernels.test.ts"],
  },
  {
    id: "search/window-end",
    find: "[blockParameters(T, window[0], window[1] + 1)]",
    replace: "[blockParameters(T, window[0], window[1])]",
    tests: ["tests/node/search/starts.test.ts"],
  },
  {
    id: "search/patience",
    find: "const newMark = loss < mark.loss - SETTLED_GAIN ? { loss, step } : mark;",
    replace: "const newMark = loss < mark.loss + SETTLED_GAIN ? { loss, step } : mark;",
    tests: ["tests/node/search/toy-search.test.ts"],
  },
  {
    id: "saliency/pooling",
    find: `const groups = pool === "space" ? T : 1;`,
    replace: `const groups = pool === "space" ? 1 : T;`,
    tests: ["tests/node/math/grad-cam.test.ts"],
  },
];
