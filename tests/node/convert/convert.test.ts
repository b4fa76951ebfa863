/** `npm run convert` end to end, on a small I3D and a small C-LSTM as safetensors files. */
import * as tf from "@tensorflow/tfjs";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { convert } from "../../../scripts/convert/convert.ts";
import "../../../src/device/kernels/register.ts";
import { fileFolder, loadModelFolder, type LoadedModel } from "../../../src/models/load.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { blank, logitsOf, weightsOf } from "../../support/checkpoints.ts";
import { smallConvLstm, smallI3d } from "../../support/small-models.ts";

/** The small models' input, as flags. */
const SMALL = ["--frames", "8", "--height", "32", "--width", "32", "--range", "-1,1"];

let home: string;
let i3d: string;
let convLstm: string;

/** Writes a safetensors file: the header's length, the header, the values. */
function safetensors(name: string, weights: ReadonlyMap<string, NamedWeight>): string {
  let at = 0;
  const header = Object.fromEntries(
    [...weights].map(([key, { shape, values }]) => {
      const begin = at;
      at += 4 * values.length;
      return [key, { dtype: "F32", shape, data_offsets: [begin, at] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const values = [...weights.values()].map(({ values: v }) =>
    Buffer.from(v.buffer, v.byteOffset, v.byteLength),
  );
  const path = join(home, name);
  writeFileSync(path, Buffer.concat([length, text, ...values]));
  return path;
}

async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  await convert(args, (text) => printed.push(text));
  return printed.join("\n");
}

/** Returns the path of a folder that does not exist yet. */
let count = 0;
const fresh = () => join(home, `My Model ${++count}`);

function load(folder: string): Promise<LoadedModel> {
  const files = readdirSync(folder).map((name) => new File([readFileSync(join(folder, name))], name));
  return loadModelFolder(fileFolder(files), () => undefined);
}

beforeAll(async () => {
  await tf.setBackend("cpu");
  home = mkdtempSync(join(tmpdir(), "freezeframe-convert-"));
  i3d = safetensors("small.safetensors", weightsOf(smallI3d));
  convLstm = safetensors("clstm.safetensors", weightsOf(smallConvLstm));
});
afterAll(() => rmSync(home, { recursive: true }));

describe("convert", () => {
  test("writes a folder whose model gives the checkpoint's logits", async () => {
    const folder = fresh();
    const text = await run(i3d, folder, ...SMALL);
    expect(text).toMatch(/safetensors, I3D.*pytorch-i3d/);
    expect(text).toMatch(/3 classes/);
    expect(text).toMatch(/--range -1,1/);
    const { card, weights } = await load(folder);
    expect(card).toMatchObject({
      id: "my-model-1",
      name: "small",
      classes: ["class 0", "class 1", "class 2"],
    });
    expect(card.input).toEqual(smallI3d.input);
    await tf.setBackend("cpu");
    expect(logitsOf(card, weights)).toEqual(logitsOf(smallI3d, weightsOf(smallI3d)));
  });

  test.each(["float16", "uint8"])("measures the effect of %s and adds it to the card", async (type) => {
    const folder = fresh();
    const text = await run(i3d, folder, ...SMALL, "--dtype", type, "--clips", "2");
    expect(text).toMatch(
      new RegExp(`${type}: on 2 generated clips .* changed by .* and [012] of 2 predictions`),
    );
    const { card } = await load(folder);
    expect(text).toContain(card.limits!.at(-1)!);
  });

  test("takes classes from a file and settings from flags", async () => {
    const labels = join(home, "labels.json");
    writeFileSync(labels, '{"left": "2", "up": "0", "down": "1"}');
    const folder = fresh();
    const flags = ["--classes", labels, "--name", "Mine", "--strides", "2,2,1", "--head-window", "4"];
    await run(i3d, folder, ...SMALL, ...flags, "--std", "0.5,0.5,0.5", "--normalise", "clip");
    const { card } = await load(folder);
    expect(card).toMatchObject({
      name: "Mine",
      classes: ["up", "down", "left"],
      architecture: { temporalStrides: [2, 2, 1], headWindow: 4 },
      input: { std: [0.5, 0.5, 0.5], normalise: "clip" },
    });
  });

  test("finds settings for a C-LSTM, and suggests some if the flags do not fit", async () => {
    const fits = ["--frames", "8", "--height", "32", "--width", "32", "--stride", "2", "--padding", "same"];
    await run(convLstm, fresh(), ...fits, "--gate", "logistic"); // control
    await expect(run(convLstm, fresh(), ...fits, "--frames", "9")).rejects.toThrow(/the file has 192. Try/);
  });

  test("inspects without writing", async () => {
    const before = readdirSync(home);
    const text = await run(i3d, "--inspect");
    for (const id of ["kinetics", "something", "something-doubled-last", "kth", "plain"]) {
      expect(text).toContain(`--preset ${id}\n`);
    }
    expect(readdirSync(home)).toEqual(before);
  });

  test("prints mismatches as a table, and writes nothing if the model cannot be loaded", async () => {
    const lacking = new Map(weightsOf(smallI3d)).set("logits.conv3d.bias", blank(4));
    lacking.delete("Mixed_3b.b0.conv3d.weight");
    const path = safetensors("lacking.safetensors", lacking);
    const printed: string[] = [];
    const folder = fresh();
    await expect(convert([path, folder, ...SMALL], (text) => printed.push(text))).rejects.toThrow(
      /2 of the tensors/,
    );
    expect(printed[0]).toMatch(/missing +Mixed_3b.b0.conv3d.weight +\[8, 24, 1, 1, 1\] +-/);
    expect(printed[0]).toMatch(/shape +logits.conv3d.bias +\[3\] +\[4\]/);
    expect(existsSync(folder)).toBe(false);
  });

  test("prints no control characters, whatever the tensors' names", async () => {
    const odd = new Map(weightsOf(smallI3d)).set("\u001b[2Jgone", blank(4));
    const text = await run(safetensors("odd.safetensors", odd), "--inspect");
    expect(text).toMatch(/unexpected +\?\[2Jgone +- +\[4\]/);
    expect(text).not.toContain("\u001b");
  });

  test("replaces a model in a folder only with --force, old shards included", async () => {
    const folder = fresh();
    await run(i3d, folder, ...SMALL);
    writeFileSync(join(folder, "group1-shard7of9.bin"), "old");
    writeFileSync(join(folder, "notes.txt"), "kept");
    await expect(run(i3d, folder, ...SMALL)).rejects.toThrow(/not empty.*--force/);
    await run(i3d, folder, ...SMALL, "--name", "New", "--force");
    expect(readdirSync(folder).sort()).toEqual([
      "card.json",
      "group1-shard1of1.bin",
      "model.json",
      "notes.txt",
    ]);
    expect((await load(folder)).card.name).toBe("New");
  });

  test.each([
    [[], /Give a checkpoint and a folder/],
    [["OUT"], /Give a checkpoint and a folder/],
    [["absent.pt", "OUT"], /absent.pt: no such file/],
    [["IN", "IN"], /is a file; give a folder/],
    [["IN", "OUT", "--preset", "imagnet"], /--preset takes kinetics.*not "imagnet"/],
    [["IN", "OUT", "--dtype", "int4"], /--dtype takes float32, float16, uint8, not "int4"/],
    [["IN", "OUT", "--frames", "many"], /--frames takes a number, not "many"/],
    [["IN", "OUT", "--range", "0"], /--range takes 2 numbers/],
    [["IN", "OUT", "--range", "0,1,2"], /--range takes 2 numbers/],
    [["IN", "OUT", "--range", "0,"], /--range takes 2 numbers/],
    [["IN", "OUT", "--clips", "0"], /--clips/],
    [["IN", "OUT", "--steps", "3"], /--steps does not apply to I3D/],
    [["IN", "OUT", "--normalise", "batch"], /none or clip, not "batch"/],
    [["IN", "OUT", "--frames", "1"], /from 2 to 512/],
    [["IN", "OUT", "--strides", "1,2,3"], /each must be 1 or 2/],
    [["IN", "OUT", "--classes", "absent.txt"], /absent.txt: no such file/],
  ])("with %j reports the error, and writes nothing", async (args, message) => {
    const folder = fresh();
    const given = args.map((arg) => (arg === "IN" ? i3d : arg === "OUT" ? folder : arg));
    await expect(run(...given)).rejects.toThrow(message);
    expect(existsSync(folder)).toBe(false);
  });
});
