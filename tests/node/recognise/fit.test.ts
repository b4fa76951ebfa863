/** Settings that fit a file, settings that do not, and the alternatives offered then; presets always fit. */
import { describe, expect, test } from "vitest";
import { i3dTrunk } from "../../../src/models/i3d/units.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { rowsOf } from "../../../src/recognise/dense-rows.ts";
import { settingsProblem } from "../../../src/recognise/fit.ts";
import type { ImportSettings, Inspection } from "../../../src/recognise/inspection.ts";
import { bytesPerFrame } from "../../../src/recognise/memory.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { blank, checkpointOf, PLENTY } from "../../support/checkpoints.ts";

/** Names and shapes of a file's tensors. */
type Shapes = readonly (readonly [string, NamedWeight])[];

/** Returns the tensors of a Keras C-LSTM. */
function kerasShapes(
  units: readonly number[],
  [kh, kw]: readonly [number, number],
  rows: number,
  classes: number,
): Shapes {
  return [
    ...units.flatMap((count, i) => [
      [`clstm_${i + 1}/kernel`, blank(kh, kw, units[i - 1] ?? 3, 4 * count)] as const,
      [`clstm_${i + 1}/recurrent_kernel`, blank(kh, kw, count, 4 * count)] as const,
      [`clstm_${i + 1}/bias`, blank(4 * count)] as const,
    ]),
    ["dense/kernel", blank(rows, classes)] as const,
    ["dense/bias", blank(classes)] as const,
  ];
}

/** Returns the tensors of a CLSTM_4. */
function clstm4Shapes(
  units: number,
  layers: number,
  kernel: number,
  columns: number,
  classes: number,
): Shapes {
  const cell = (i: number) =>
    ["i", "f", "c", "o"].flatMap((gate) => [
      [`clstm.cell${i}.Wx${gate}.weight`, blank(units, i === 0 ? 3 : units, kernel, kernel)] as const,
      [`clstm.cell${i}.Wx${gate}.bias`, blank(units)] as const,
      [`clstm.cell${i}.Wh${gate}.weight`, blank(units, units, kernel, kernel)] as const,
    ]);
  return [
    ...Array.from({ length: layers }, (_, i) => cell(i)).flat(),
    ["endFC.weight", blank(classes, columns)] as const,
    ["endFC.bias", blank(classes)] as const,
  ];
}

/** Returns the tensors of an I3D; its filters have shapes but no values. */
function i3dShapes(classes: number, width = 1): Shapes {
  return [
    ...i3dTrunk(width).flatMap(({ name, kernel, from, to }) => [
      [`${name}.conv3d.weight`, { shape: [to, from, ...kernel], values: new Float32Array(0) }] as const,
      ...["weight", "bias", "running_mean", "running_var"].map(
        (part) => [`${name}.bn.${part}`, blank(to)] as const,
      ),
    ]),
    ["logits.conv3d.weight", blank(classes, 1024 * width, 1, 1, 1)] as const,
    ["logits.conv3d.bias", blank(classes)] as const,
  ];
}

const inspect = (shapes: Shapes, memory = PLENTY): Inspection =>
  recognise(checkpointOf(shapes), memory).inspection;

/** The authors' C-LSTM for Something-Something: 2 x 2 x 32 features of each of 16 frames. */
const something = inspect(kerasShapes([32, 32, 32], [5, 5], 2048, 174));
const first = (inspection: Inspection): ImportSettings => inspection.presets[0]!.settings;

describe("presets", () => {
  test.each([
    ["the authors' C-LSTM for Something-Something", something, { frames: 16, height: 224, width: 224 }],
    [
      "the authors' C-LSTM for KTH, all frames",
      inspect(kerasShapes([32, 32], [3, 5], 32 * 7 * 9 * 32, 6)),
      { frames: 32, height: 120, width: 160 },
    ],
    [
      "the authors' C-LSTM for KTH, only the last frame",
      inspect(kerasShapes([32, 32], [3, 5], 7 * 9 * 32, 6)),
      { frames: 32, height: 120, width: 160 },
    ],
    [
      "CLSTM_4 as released, the last step",
      inspect(clstm4Shapes(32, 4, 5, 14 * 14 * 32, 174)),
      { frames: 16, height: 224, width: 224 },
    ],
    ["a full I3D of Kinetics", inspect(i3dShapes(400)), { frames: 64, range: [-1, 1] }],
    ["a full I3D of Something-Something", inspect(i3dShapes(174)), { frames: 16, range: [0, 255] }],
    ["a full I3D of KTH", inspect(i3dShapes(6)), { frames: 32, height: 120, width: 160, range: [0, 255] }],
    ["a full I3D of other classes", inspect(i3dShapes(101)), { range: [-1, 1] }],
  ])("for %s start with the input it was trained on, and all fit", (_, inspection, input) => {
    expect(inspection.mismatches).toEqual([]);
    expect(first(inspection).input).toMatchObject(input);
    expect(inspection.presets.map(({ settings }) => settingsProblem(inspection, settings))).toEqual(
      inspection.presets.map(() => null),
    );
    expect(new Set(inspection.presets.map(({ id }) => id)).size).toBe(inspection.presets.length);
  });

  test("for Something-Something include the authors' doubled variants with their windows", () => {
    const doubled = inspect(i3dShapes(174)).presets.flatMap(({ settings: { architecture } }) =>
      architecture.kind === "i3d" && architecture.headWindow !== undefined
        ? [[architecture.temporalStrides.join(), architecture.headWindow]]
        : [],
    );
    expect(doubled).toContainEqual(["2,2,1", 4]);
    expect(doubled).toContainEqual(["2,1,1", 8]);
    expect(doubled).toContainEqual(["1,1,1", 16]);
  });

  test("use as many frames for Kinetics as fit in memory, and say so", () => {
    const perFrame = bytesPerFrame({
      ...first(inspect(i3dShapes(400))),
      architecture: { kind: "i3d", width: 1, temporalStrides: [2, 2, 2] },
    });
    const [preset] = inspect(i3dShapes(400), { bytes: 40 * perFrame }).presets;
    expect(preset!.settings.input.frames).toBe(32);
    expect(preset!.note).toMatch(/32 frames instead of 64/);
    expect(inspect(i3dShapes(400), { bytes: 48 * perFrame }).presets[0]!.settings.input.frames).toBe(48);
    expect(inspect(i3dShapes(400), { bytes: 0 }).presets[0]!.settings.input.frames).toBe(16);
  });

  test("for a C-LSTM from Keras follow its configuration", () => {
    const config = {
      config: {
        layers: [
          { class_name: "InputLayer", config: { batch_shape: [null, 10, 48, 64, 3] } },
          { class_name: "Rescaling", config: { scale: 0.0625, offset: -8 } },
          {
            class_name: "ConvLSTM2D",
            config: { strides: [1, 1], padding: "same", recurrent_activation: "sigmoid" },
          },
        ],
      },
    };
    const checkpoint = checkpointOf(kerasShapes([8], [3, 3], 10 * 24 * 32 * 8, 5), {
      format: "Keras 3",
      config,
    });
    const { inspection } = recognise(checkpoint, PLENTY);
    expect(first(inspection)).toMatchObject({
      architecture: { kind: "convlstm", stride: 1, padding: "same", gate: "logistic" },
      input: { frames: 10, height: 48, width: 64, range: [-8, 7.9375] },
    });
    for (const { settings } of inspection.presets) expect(settingsProblem(inspection, settings)).toBeNull();
  });
});

describe("settingsProblem", () => {
  const i3d = inspect(i3dShapes(400));
  const withInput = (inspection: Inspection, input: Partial<ImportSettings["input"]>): ImportSettings => {
    const settings = first(inspection);
    return { ...settings, input: { ...settings.input, ...input } };
  };
  const withArchitecture = (inspection: Inspection, part: object): ImportSettings => {
    const settings = first(inspection);
    return {
      ...settings,
      architecture: { ...settings.architecture, ...part },
    };
  };

  test("offers settings that give the file's rows if the chosen ones do not", () => {
    const problem = settingsProblem(something, withInput(something, { height: 120, width: 160 }));
    // After stride 2 and pooling: 29 x 39, 6 x 8, then nothing in height.
    expect(problem).toMatch(/160 x 120/);
    expect(problem).toMatch(/2048/);
    expect(problem).toMatch(/Try 16 frames of 224 x 224, stride 2, valid/);
    const frames = settingsProblem(something, withInput(something, { frames: 20 }));
    expect(frames).toMatch(/2560 or, from only the last frame, 128 rows; the file has 2048/);
  });

  test.each([
    [{ frames: 2 }, null],
    [{ frames: 1 }, /1; a clip has from 2 to 512/],
    [{ frames: 512 }, null],
    [{ frames: 513 }, /513; a clip has from 2 to 512/],
    [{ frames: 7.5 }, /7.5; a clip/],
    [{ height: 8 }, null],
    [{ height: 7 }, /Height: 7/],
    [{ width: 1025 }, /Width: 1025/],
    [{ range: [1, 1] }, /1 to 1/],
    [{ range: [0, NaN] }, /NaN/],
    [{ std: [1, 0, 1] }, /1, 0, 1/],
    [{ std: [1, 0.001, 1] }, null],
    [{ mean: [0, Infinity, 0] }, /Infinity/],
  ] as const)("for input %j returns %s", (input, problem) => {
    const found = settingsProblem(i3d, withInput(i3d, input as Partial<ImportSettings["input"]>));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  test.each([
    [i3d, { headWindow: 1 }, null],
    [i3d, { headWindow: 0 }, /Head window: 0/],
    [i3d, { temporalStrides: [2, 3, 2] }, /2, 3, 2/],
    [i3d, { width: 0.5 }, /0.5/],
    [i3d, first(something).architecture, /another network/],
    [something, { units: [32, 32, 16] }, /32, 32, 16.*32, 32, 32/],
    [something, { stride: 0 }, /Stride: 0/],
  ] as const)("says where an architecture disagrees with the file", (inspection, part, problem) => {
    const found = settingsProblem(inspection, withArchitecture(inspection, part));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  test("requires CLSTM_4's steps to be inside the clip, in order, and as many as the file has columns for", () => {
    const inspection = inspect(clstm4Shapes(32, 4, 5, 4 * 14 * 14 * 32, 174));
    expect(first(inspection).architecture).toMatchObject({ effectiveSteps: [4, 8, 12, 15] });
    const steps = (effectiveSteps: number[]) =>
      settingsProblem(inspection, withArchitecture(inspection, { effectiveSteps }));
    expect(steps([0, 1, 2, 3])).toBeNull();
    expect(steps([1, 2, 3, 16])).toMatch(/16; frames count from 0 to 15/);
    expect(steps([4, 8, 8, 15])).toMatch(/later than the one before/);
    expect(steps([4, 8, 15])).toMatch(/18816 rows; the file has 25088/);
    expect(steps([])).toMatch(/none/);
  });
});

test("a dense layer that is too large over all frames is refused, with its size", () => {
  const inspection = inspect(clstm4Shapes(32, 1, 5, 32 * 112 * 112, 2));
  const settings: ImportSettings = {
    input: { ...first(inspection).input, frames: 16, height: 224, width: 224 },
    architecture: { kind: "clstm4", units: [32], kernel: 5, stride: 1, effectiveSteps: [15] },
  };
  // 4 bytes * 16 frames * 32 * 112 * 112 features * classes; the limit is 2^31.
  expect(settingsProblem({ ...inspection, classCount: 83 }, settings)).toBeNull();
  expect(settingsProblem({ ...inspection, classCount: 84 }, settings)).toMatch(/2\.2 GB over all 16 frames/);
});

test("if no usual settings give the rows, there is a preset, and its problem says so", () => {
  const inspection = inspect(kerasShapes([32], [5, 5], 32 * 7919, 10));
  expect(inspection.presets.length).toBeGreaterThan(0);
  expect(settingsProblem(inspection, first(inspection))).toMatch(/the file has 253408. No usual size/);
});

test("rows that are not a multiple of the last layer's units are reported as such", () => {
  const inspection = inspect(kerasShapes([32], [5, 5], 33, 10));
  expect(settingsProblem(inspection, first(inspection))).toMatch(/33.*not a multiple.*32 units/);
});

test("rows follow from the sizes of the layers", () => {
  const architecture = {
    kind: "convlstm" as const,
    units: [32, 32, 32],
    kernel: 5,
    stride: 2,
    padding: "valid" as const,
    gate: "hard" as const,
  };
  expect(rowsOf({ architecture, frames: 16, height: 224, width: 224 })).toEqual([2048, 128]);
  expect(rowsOf({ architecture, frames: 16, height: 24, width: 24 })).toEqual([]);
});
