/** Files in Keras's layouts; see tests/golden/make-keras-fixtures.py. */
import { describe, expect, it } from "vitest";
import { isKerasArchive } from "../../../../src/checkpoint/keras/archive.ts";
import { isHdf5, type Hdf5Reader } from "../../../../src/checkpoint/keras/hdf5.ts";
import { openKerasArchive, openKerasHdf5 } from "../../../../src/checkpoint/keras/keras.ts";
import { findWeights } from "../../../../src/checkpoint/keras/layouts.ts";
import { openZip } from "../../../../src/checkpoint/zip.ts";
import { fixtureBytes, fixtureFile } from "../../../support/checkpoint-files.ts";
import { drawnFrom } from "../../../support/drawn-tensors.ts";
import { labError } from "../../../support/lab-error.ts";

const open = async (name: string) => {
  const file = fixtureFile(`keras/${name}`);
  return name.endsWith(".keras") ? openKerasArchive(file, await openZip(file)) : openKerasHdf5(file);
};

const KERAS_2 = {
  "conv_lst_m2d/kernel": [3, 3, 3, 8],
  "conv_lst_m2d/recurrent_kernel": [3, 3, 2, 8],
  "conv_lst_m2d/bias": [8],
  "batch_normalization/gamma": [2],
  "batch_normalization/beta": [2],
  "batch_normalization/moving_mean": [2],
  "batch_normalization/moving_variance": [2],
  "dense/kernel": [18, 4],
  "dense/bias": [4],
};
const keras3 = (base: string) => ({
  [`${base}/batch_normalization/vars/0`]: [2],
  [`${base}/batch_normalization/vars/1`]: [2],
  [`${base}/batch_normalization/vars/2`]: [2],
  [`${base}/batch_normalization/vars/3`]: [2],
  [`${base}/conv_lstm2d/cell/vars/0`]: [3, 3, 3, 8],
  [`${base}/conv_lstm2d/cell/vars/1`]: [3, 3, 2, 8],
  [`${base}/conv_lstm2d/cell/vars/2`]: [8],
  [`${base}/dense/vars/0`]: [18, 4],
  [`${base}/dense/vars/1`]: [4],
});

describe("Keras files", () => {
  it.each([
    ["keras2-weights.h5", "Keras HDF5", KERAS_2],
    ["keras2-model.h5", "Keras HDF5", KERAS_2],
    ["keras3.weights.h5", "Keras 3", keras3("layers")],
    ["keras213-windows.weights.h5", "Keras 3", keras3("_layer_checkpoint_dependencies")],
    ["model.keras", "Keras 3", keras3("layers")],
    ["deflated.keras", "Keras 3", keras3("layers")],
  ] as const)(
    "%s gives the names, shapes and values that were saved, as %s",
    async (name, format, expected) => {
      const checkpoint = await open(name);
      expect(checkpoint).toMatchObject({ format, from: name });
      const shapes = [...checkpoint.tensors].map(([tensor, { shape }]) => [tensor, shape]);
      expect(shapes).toEqual(Object.entries(expected));
      for (const [label, tensor] of checkpoint.tensors) {
        const values = await tensor.read();
        expect(values, label).toEqual(drawnFrom(label, tensor.shape));
        expect([tensor.dtype, tensor.bytes]).toEqual(["float32", 4 * values.length]);
      }
    },
  );

  it("give the model's configuration if they contain one", async () => {
    const config = { class_name: "Sequential", config: { name: "sequential" } };
    expect((await open("keras2-model.h5")).config).toMatchObject(config);
    expect((await open("model.keras")).config).toMatchObject(config);
    expect((await open("keras2-weights.h5")).config).toBeNull();
    expect((await open("keras3.weights.h5")).config).toBeNull();
  });

  it("omit optimisers' state and random seeds, and list more than ten variables in numeric order", async () => {
    const names = [...(await open("keras3-special.weights.h5")).tensors.keys()];
    expect(names.filter((name) => /optimizer|seed/.test(name))).toEqual([]);
    const many = names.filter((name) => name.includes("many"));
    expect(many).toEqual(Array.from({ length: 11 }, (_, i) => `layers/many/vars/${i}`));
  });

  it.each([
    ["layers/dense/vars/0", "float16", 2e-3],
    ["layers/brain/vars/0", "bfloat16", 1e-2],
    ["layers/big_endian/vars/0", "float64", 0],
    ["layers/packed/vars/0", "float32", 0],
  ])("%s, of type %s, is read to within its precision", async (name, dtype, tolerance) => {
    const tensor = (await open("keras3-special.weights.h5")).tensors.get(name)!;
    expect(tensor.dtype).toBe(dtype);
    const values = await tensor.read();
    const expected = drawnFrom(name, tensor.shape);
    expect(values.length).toBe(expected.length);
    const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  it("return a new array at each read", async () => {
    const tensor = (await open("keras3.weights.h5")).tensors.get("layers/dense/vars/1")!;
    (await tensor.read()).fill(9);
    expect(await tensor.read()).toEqual(drawnFrom("layers/dense/vars/1", [4]));
  });
});

describe("recognising Keras files", () => {
  it("uses HDF5's signature or the members of the archive", () => {
    expect(isHdf5(fixtureBytes("keras/keras2-weights.h5"))).toBe(true);
    expect(isHdf5(fixtureBytes("keras/model.keras"))).toBe(false);
    expect(isHdf5(new Uint8Array(3))).toBe(false);
    expect(isKerasArchive(["metadata.json", "config.json", "model.weights.h5"])).toBe(true);
    expect(isKerasArchive(["archive/data.pkl", "archive/data/0"])).toBe(false);
  });
});

describe("Keras files that do not fit", () => {
  it.each([
    ["other.h5", ["layer_names", "vars"]],
    ["missing.h5", ["dense/bias:0"]],
    ["huge.weights.h5", ["/layers/dense/vars/0", "1048576, 1048576"]],
    ["bomb.weights.h5", ["/layers/dense/vars/0", "2147483648"]],
    ["loop.weights.h5", ["circle"]],
  ])("%s is refused, and the message says why", async (name, parts) => {
    await expect(open(name)).rejects.toEqual(labError("weights", [name, ...parts]));
  });

  it("refuse a list that names one weight too many times", () => {
    const listing = (count: number): Hdf5Reader => ({
      has: (path) => !path.includes("top_level"),
      datasets: () => [],
      strings: (_, attribute) =>
        attribute === "layer_names" ? ["layer"] : Array.from({ length: count }, () => "w:0"),
      facts: (path) => ({ path, shape: [1], dtype: "float32" }),
      bytes: () => new Uint8Array(4),
    });
    expect(findWeights(listing(1e5), "x.h5").weights.length).toBe(1e5); // control
    expect(() => findWeights(listing(1e5 + 1), "x.h5")).toThrow(
      labError("weights", ["x.h5", "more than 100000"]),
    );
  });
});
