/**
 * Presets for the settings that a weights file does not contain, based on how such models were trained.
 *
 * The authors' settings are those of their released code (github.com/interpreting-video-features): pictures as raw bytes,
 * 16 frames of 224 x 224 for Something-Something, 32 of 160 x 120 for KTH.
 */
import type { ModelCard } from "../models/card.ts";
import { HEAD_WINDOW } from "../models/i3d/endpoints.ts";
import { geometriesFor, type Geometry } from "./dense-rows.ts";
import type { ImportPreset, OwnSettings } from "./inspection.ts";
import { bytesPerFrame, framesThatFit, type Memory } from "./memory.ts";
import type { ImportPlan } from "./plan.ts";
import { BYTES, IMAGENET, inputOf, SHARES, SIGNED } from "./values.ts";

type Input = ModelCard["input"];

interface OwnPreset extends ImportPreset {
  readonly settings: OwnSettings;
}

type I3d = Extract<ModelCard["architecture"], { kind: "i3d" }>;

/** Class counts that identify a data set: Kinetics-400, Something-Something v2, KTH. */
const CLASSES = { kinetics: 400, something: 174, kth: 6 } as const;

/** Numbers of frames for Kinetics models, of which the largest that fits in memory is used. */
const KINETICS_FRAMES = [16, 24, 32, 48, 64] as const;

/** Largest number of sizes and strides offered for a C-LSTM's dense layer. */
const MOST_GEOMETRIES = 4;

/** Returns the presets for a file, best first; at least one. */
export function presetsFor(plan: ImportPlan, memory: Memory): ImportPreset[] {
  const { architecture } = plan;
  const presets =
    architecture.kind === "i3d"
      ? i3dPresets(architecture, plan.classCount, memory)
      : convLstmPresets(plan, architecture);
  return presets.map((preset) => warned(preset, memory));
}

/** Adds a warning if a mask search may not fit in memory. Fewer frames are no option: the model was trained on this number. */
function warned(preset: OwnPreset, { bytes }: Memory): ImportPreset {
  const wanted = preset.settings.input.frames * bytesPerFrame(preset.settings);
  if (wanted <= bytes) return preset;
  const note = `${preset.note} A mask search takes about ${(wanted / 1e9).toFixed(1)} GB, more than this machine may have.`;
  return { ...preset, note };
}

function i3dPresets(architecture: I3d, classCount: number, memory: Memory): OwnPreset[] {
  const square = { height: 224, width: 224 };
  const kineticsAt = (frames: number): OwnSettings => ({
    architecture,
    input: inputOf({ frames, ...square }, SIGNED),
  });
  const frames = framesThatFit(kineticsAt(16), KINETICS_FRAMES, memory);
  const most = Math.max(...KINETICS_FRAMES);
  const kinetics: OwnPreset = {
    id: "kinetics",
    label: "Kinetics I3D",
    note:
      "The input of DeepMind’s Kinetics models: values from -1 to 1, 224 x 224." +
      (frames < most
        ? ` ${frames} frames instead of ${most}, so that a mask search fits in this machine’s memory.`
        : ""),
    settings: kineticsAt(frames),
  };
  const something: OwnPreset = {
    id: "something",
    label: "Something-Something I3D",
    note: "The paper authors’ input, with the original temporal strides: raw values from 0 to 255, 16 frames of 224 x 224.",
    settings: { architecture, input: inputOf({ frames: 16, ...square }, BYTES) },
  };
  const kth: OwnPreset = {
    id: "kth",
    label: "KTH I3D",
    note: "The paper authors’ input for KTH: raw values from 0 to 255, 32 frames, 160 wide and 120 high.",
    settings: { architecture, input: inputOf({ frames: 32, height: 120, width: 160 }, BYTES) },
  };
  const plain: OwnPreset = {
    id: "plain",
    label: "Values from 0 to 1",
    note: "16 frames of 224 x 224 with values from 0 to 1, as in many PyTorch pipelines.",
    settings: { architecture, input: inputOf({ frames: 16, ...square }, SHARES) },
  };
  const imagenet: OwnPreset = {
    id: "imagenet",
    label: "ImageNet mean and deviation",
    note: "16 frames of 224 x 224, normalised with ImageNet’s mean and standard deviation, as in torchvision.",
    settings: {
      architecture,
      input: inputOf({ frames: 16, ...square }, IMAGENET),
    },
  };
  const doubled = DOUBLED.map(({ id, strides }): OwnPreset => {
    const kept = strides.filter((stride) => stride === 1).length;
    const headWindow = HEAD_WINDOW * 2 ** kept;
    return {
      id,
      label: `Something-Something I3D, doubled: strides ${strides.join(", ")}`,
      note: `The authors’ variant with temporal strides ${strides.join(", ")}, whose last pooling covers ${headWindow} frames. The weights alone do not distinguish it from the original.`,
      settings: {
        architecture: { ...architecture, temporalStrides: [...strides], headWindow },
        input: something.settings.input,
      },
    };
  });
  switch (classCount) {
    case CLASSES.something:
      return [something, ...doubled, kinetics, plain, imagenet, kth];
    case CLASSES.kth:
      return [kth, something, ...doubled, kinetics, plain, imagenet];
    default:
      return [kinetics, plain, imagenet, something, ...doubled, kth];
  }
}

/** The authors' variants (`stride_mod_layers`), which keep some of the three temporal strides at 1. */
const DOUBLED: readonly { readonly id: string; readonly strides: readonly [1 | 2, 1 | 2, 1 | 2] }[] = [
  { id: "something-doubled-last", strides: [2, 2, 1] },
  { id: "something-doubled-middle", strides: [2, 1, 2] },
  { id: "something-doubled-first", strides: [1, 2, 2] },
  { id: "something-doubled-twice", strides: [2, 1, 1] },
  { id: "something-doubled-thrice", strides: [1, 1, 1] },
];

/**
 * Returns presets with sizes and strides that give the dense layer its rows. If no common ones do, returns the likeliest
 * guess, for which `settingsProblem` then reports the problem.
 */
function convLstmPresets(
  { denseRows, input: known, classCount, naming }: ImportPlan,
  like: Geometry["architecture"],
): OwnPreset[] {
  const certain = known.height !== undefined;
  const fitting =
    denseRows === null
      ? []
      : geometriesFor(like, denseRows, known, certain).sort(
          (a, b) => usual(b, classCount) - usual(a, classCount),
        );
  const [best = { architecture: like, frames: 16, height: 224, width: 224, ...known }, ...others] = fitting;
  const preset = (
    id: string,
    label: string,
    note: string,
    geometry: Geometry,
    values: Pick<Input, "range">,
  ) => ({
    id,
    label,
    note,
    settings: { architecture: geometry.architecture, input: inputOf(geometry, values) },
  });
  const source = certain ? "the file gives" : denseRows === null ? "is usual" : "fits the dense layer";
  const raw = preset(
    "raw",
    `${inWords(best)}, values 0 to 255`,
    `The size that ${source}, and raw values from 0 to 255, which the paper’s authors use for ${naming} models.`,
    best,
    BYTES,
  );
  const plain = preset(
    "plain",
    `${inWords(best)}, values 0 to 1`,
    `The size that ${source}, and values from 0 to 1.`,
    best,
    SHARES,
  );
  const ofFile =
    known.range &&
    preset(
      "file",
      `${inWords(best)}, values ${known.range.join(" to ")}`,
      `The size that ${source}, and the value range that the file’s Rescaling layer gives.`,
      best,
      { range: known.range },
    );
  const authors = classCount === CLASSES.something || classCount === CLASSES.kth;
  const [first, second] = authors ? [raw, plain] : [plain, raw];
  const { range } = (ofFile ?? first).settings.input;
  return [
    ...(ofFile ? [ofFile] : []),
    first,
    second,
    ...others
      .slice(0, MOST_GEOMETRIES - 1)
      .map((geometry, i) =>
        preset(
          `fit-${i + 2}`,
          `${inWords(geometry)}, values ${range.join(" to ")}`,
          "Another size, stride or padding that gives the dense layer as many rows. The model was trained with only one of them.",
          geometry,
          { range },
        ),
      ),
  ];
}

/** Returns 1 if the authors use this size for the data set with this number of classes, else 0. */
function usual({ frames, height, width }: Geometry, classCount: number): number {
  const is = (f: number, h: number, w: number) => Number(frames === f && height === h && width === w);
  if (classCount === CLASSES.something) return is(16, 224, 224);
  return classCount === CLASSES.kth ? is(32, 120, 160) : 0;
}

function inWords({ frames, height, width }: Geometry): string {
  return `${frames} frames of ${width} x ${height}`;
}
