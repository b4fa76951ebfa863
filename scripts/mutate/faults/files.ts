/** Faults in reading clips and models. */
import type { Fault } from "../fault.ts";

/** Rooms: clip, checkpoint, recognise, models. */
export const FILES: readonly Fault[] = [
  {
    id: "clip/sample-times",
    find: "startS + ((t + 0.5) / T) * (endS - startS));",
    replace: "startS + (t / T) * (endS - startS));",
    tests: ["tests/node/clip/sample-times.test.ts"],
  },
  {
    id: "clip/natural-order",
    find: `const { compare } = new Intl.Collator("en", { numeric: true });\n  return [...images]`,
    replace: `const { compare } = new Intl.Collator("en", { numeric: false });\n  return [...images]`,
    tests: ["tests/node/clip/natural-order.test.ts"],
  },
  {
    id: "clip/channels",
    find: "rgb[to + 1] = rgba[from + 1] ?? 0;",
    replace: "rgb[to + 1] = rgba[from + 2] ?? 0;",
    tests: ["tests/browser/clip/decode-images.test.ts"],
  },
  {
    id: "checkpoint/subnormal-half",
    find: "return sign * fraction * 2 ** -24;",
    replace: "return sign * fraction * 2 ** -25;",
    tests: ["tests/node/checkpoint/numbers.test.ts"],
  },
  {
    id: "checkpoint/strides",
    find: "at -= stride * (next - 1);",
    replace: "at -= stride * next;",
    tests: ["tests/node/checkpoint/stored-tensor.test.ts", "tests/node/checkpoint/real-files.test.ts"],
  },
  {
    id: "checkpoint/zip-overlap",
    find: "free = offset + LOCAL_HEADER_BYTES + compressedSize;",
    replace: "free = offset + LOCAL_HEADER_BYTES - compressedSize;",
    tests: ["tests/node/checkpoint/zip.test.ts", "tests/node/checkpoint/refused-files.test.ts"],
  },
  {
    id: "recognise/common-prefix",
    find: "const [most] = [...counts].sort((a, b) => b[1] - a[1]);",
    replace: "const [most] = [...counts].sort((a, b) => a[1] - b[1]);",
    tests: ["tests/node/recognise/common-prefix.test.ts"],
  },
  {
    id: "recognise/last-step",
    find: "!isWhole(step, 0, input.frames - 1)",
    replace: "!isWhole(step, 0, input.frames)",
    tests: ["tests/node/recognise/fit.test.ts"],
  },
  {
    id: "models/half-ties",
    find: "(rest === half && (whole & 1) === 1)",
    replace: "(rest === half && (whole & 1) === 0)",
    tests: ["tests/node/models/save.test.ts"],
  },
  {
    id: "models/id-without-steps",
    find: "return [kind, units, kernel, stride, effectiveSteps];",
    replace: "return [kind, units, kernel, stride, effectiveSteps.length];",
    tests: ["tests/node/models/content-hash.test.ts"],
  },
];
