/** Imported models as the worker and the browser's storage return them, in memory. */
import type { SavedModel, ModelStore } from "../../../src/saved/models/model-store.ts";
import type { Inspection } from "../../../src/recognise/inspection.ts";
import { FREEZING, type LinkV4 } from "../../../src/result/link-fields.ts";
import type { ModelSettings } from "../../../src/models/card.ts";

/** Returns a library that saves only in memory; if `refusal` is given, every call rejects with it. */
export function fakeLibrary(saved: readonly SavedModel[] = [], refusal?: Error): ModelStore {
  const models = new Map(saved.map((model) => [model.id, { model, files: [new File(["{}"], "card.json")] }]));
  const using = <Answer>(work: () => Answer) =>
    refusal === undefined ? Promise.resolve(work()) : Promise.reject(refusal);
  return {
    list: () => using(() => [...models.values()].map(({ model }) => model)),
    files: (id) => using(() => models.get(id)?.files ?? null),
    put: (model, files) => using(() => void models.set(model.id, { model, files: [...files] })),
    remove: (id) => using(() => void models.delete(id)),
    clear: () => using(() => models.clear()),
  };
}

/** Settings of an imported I3D. */
export const FAKE_SETTINGS: ModelSettings = {
  architecture: { kind: "i3d", width: 1, temporalStrides: [2, 2, 2] },
  input: {
    frames: 16,
    height: 224,
    width: 224,
    range: [-1, 1],
    mean: [0, 0, 0],
    std: [1, 1, 1],
    normalise: "none",
  },
};

/** Inspection of a complete I3D with eight classes. */
export const FAKE_INSPECTION: Inspection = {
  from: "rgb_imagenet.pt",
  format: "PyTorch (legacy)",
  kind: "i3d",
  network: "I3D",
  naming: "pytorch-i3d",
  classCount: 8,
  parameters: 12_300_000,
  denseRows: null,
  mismatches: [],
  presets: [
    {
      id: "kinetics",
      label: "Kinetics-400",
      note: "As the published checkpoints: values from −1 to 1.",
      settings: { ...FAKE_SETTINGS, input: { ...FAKE_SETTINGS.input, frames: 32 } },
    },
    {
      id: "something",
      label: "Something-Something",
      note: "As the paper’s: raw values, 16 frames.",
      settings: { ...FAKE_SETTINGS, input: { ...FAKE_SETTINGS.input, range: [0, 255] } },
    },
  ],
};

/** Inspection of an I3D that lacks its last layer. */
export const MISFIT_INSPECTION: Inspection = {
  ...FAKE_INSPECTION,
  classCount: 0,
  mismatches: [
    { name: "logits.conv3d.weight", problem: "missing", expected: [0, 1024, 1, 1, 1], found: null },
    { name: "logits.conv3d.bias", problem: "missing", expected: [0], found: null },
    { name: "Mixed_3b.b0.bn.bias", problem: "shape", expected: [64], found: [48] },
    { name: "fc.weight", problem: "unexpected", expected: null, found: [8, 1024] },
  ],
};

/** Link to a model that its creator had imported. */
export const AWAITING_LINK: LinkV4 = {
  modelId: "i3d-0123456789abcdef0123456789abcdef",
  imported: {
    fileName: "rgb_imagenet.pt",
    name: "Kinetics I3D",
    settings: FAKE_SETTINGS,
    classCount: 400,
    className: "archery",
  },
  clip: { kind: "bundled", id: "up-1" },
  target: 7,
  preset: "default",
  grid: null,
  maskKind: FREEZING,
  seed: 0,
  mask: [0, 0, 0, 0.2, 1, 1, 1, 1, 0.8, 0, 0, 0, 0, 0, 0, 0],
  scores: { os: 0.875, fs: 0.125, rs: 0.5 },
  second: null,
};
