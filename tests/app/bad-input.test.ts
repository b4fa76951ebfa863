/** Wrong files and links: each gets a message that names it, and the page stays as it was. */
import { afterAll, describe, expect, inject, test } from "vitest";
import type { ModelCard } from "../../src/models/card.ts";
import { FREEZING, type LinkV4 } from "../../src/result/link-fields.ts";
import { closeBrowser, partsOf, visit, waitForPredictions } from "../support/app-page.ts";
import { checkpointFixture } from "../support/checkpoint-files.ts";
import { clipFixture } from "../support/clip-fixtures.ts";
import { pictureOf } from "../support/pictures.ts";
import { TINY_CARD, tinyModelFiles } from "../support/tiny-model.ts";
import { encodeV4 } from "../support/links-v4.ts";

afterAll(closeBrowser);

describe("a clip that cannot be read", () => {
  test("gets an alert naming the file, and the clip on the page stays", async () => {
    const { page, watch } = await visit();
    const parts = partsOf(page);
    await parts.upload.setInputFiles(clipFixture("h264.mp4"));
    await page.getByText("h264.mp4").first().waitFor();
    await parts.frame.waitFor();
    const before = await pictureOf(parts.original);

    for (const name of ["text.mp4", "cut-index.mp4", "audio-only.mp4", "zero.mp4", "hevc.mp4", "huge.png"]) {
      await parts.upload.setInputFiles(clipFixture(name));
      const alert = parts.alert.filter({ hasText: name });
      await alert.waitFor();
      // More than the name: what is wrong and what to do.
      expect((await alert.innerText()).length).toBeGreaterThan(name.length + 40);
      expect(await pictureOf(parts.original)).toBe(before);
      await alert.getByRole("button", { name: "Dismiss" }).click();
      await alert.waitFor({ state: "detached" });
    }

    // Control: the page still takes a clip; a video of one frame is one, and says so.
    await parts.upload.setInputFiles(clipFixture("h264-1-frame.mp4"));
    await page
      .getByText(/1 frame/)
      .first()
      .waitFor();
    expect(await pictureOf(parts.original)).not.toBe(before);
    expect(watch.errors).toEqual([]);
  });
});

/** Returns a safetensors file of zeros: a header of names and shapes, then the numbers. */
function safetensors(shapes: Readonly<Record<string, readonly number[]>>): Buffer {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const bytes = 4 * shape.reduce((product, n) => product * n, 1);
      const entry = { dtype: "F32", shape, data_offsets: [at, at + bytes] };
      at += bytes;
      return [name, entry];
    }),
  );
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(at)]);
}

const RESNET = safetensors({
  "conv1.weight": [64, 3, 7, 7],
  "bn1.weight": [64],
  "layer1.0.conv1.weight": [64, 64, 1, 1],
  "layer4.2.conv3.weight": [8, 8, 1, 1],
  "fc.weight": [1000, 8],
  "fc.bias": [1000],
});
const LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 50957227\n";

describe("a file that is not a checkpoint of a known network", () => {
  test("gets an alert that says what it is and what would fit; the model in use stays", async () => {
    const { page, watch } = await visit();
    const parts = partsOf(page);
    await waitForPredictions(page);
    const inMemory = (name: string, buffer: Buffer) => ({
      name,
      mimeType: "application/octet-stream",
      buffer,
    });
    const files: readonly { file: string | ReturnType<typeof inMemory>; says: RegExp }[] = [
      { file: inMemory("text.pt", Buffer.from("Hello, world.")), says: /text\.pt: it is a text/ },
      { file: inMemory("lfs.pt", Buffer.from(LFS)), says: /git-lfs pointer.*50957227.*git lfs pull/ },
      { file: inMemory("resnet50.safetensors", RESNET), says: /ResNet/ },
      { file: clipFixture("h264.mp4"), says: /video.*Upload a clip/ },
      { file: checkpointFixture("evil-os-system.pt"), says: /posix\.system/ },
      { file: checkpointFixture("torchscript.pt"), says: /state_dict/ },
      { file: inMemory("empty.pt", Buffer.alloc(0)), says: /empty/ },
    ];
    for (const { file, says } of files) {
      await parts.loadModel.setInputFiles(file);
      const alert = parts.alert.filter({ hasText: says });
      await alert.waitFor();
      await alert.getByRole("button", { name: "Dismiss" }).click();
      await alert.waitFor({ state: "detached" });
    }
    expect(await parts.model.locator("option:checked").innerText()).toBe("I3D");
    expect(await parts.findMask.isEnabled()).toBe(true);
    expect(watch).toEqual({ foreign: [], errors: [] });
  });
});

const WIDER: ModelCard = {
  ...TINY_CARD,
  architecture: { kind: "i3d", width: 1, temporalStrides: [1, 1, 1] },
};

const MORE_CLASSES: ModelCard = { ...TINY_CARD, classes: [...TINY_CARD.classes, "one more"] };

test("a model that does not fit its card gets an alert that says why, and the model in use stays", async () => {
  const { page, watch } = await visit();
  const parts = partsOf(page);
  await waitForPredictions(page);
  const before = await parts.model.inputValue();
  for (const { files, says } of [
    { files: await tinyModelFiles(WIDER, TINY_CARD), says: "shape" },
    { files: await tinyModelFiles(MORE_CLASSES, TINY_CARD), says: "logits" },
    { files: (await tinyModelFiles()).filter(({ name }) => name !== "weights.bin"), says: "weights.bin" },
  ]) {
    await parts.loadModel.setInputFiles(files);
    const alert = parts.alert.filter({ hasText: says });
    await alert.waitFor();
    expect(await parts.model.inputValue()).toBe(before);
    await waitForPredictions(page);
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await alert.waitFor({ state: "detached" });
  }
  expect(watch.errors).toEqual([]);
});

describe("a bad link", () => {
  const link: LinkV4 = {
    modelId: "i3d",
    imported: null,
    grid: null,
    clip: { kind: "bundled", id: "no-such-clip" },
    target: 0,
    preset: "default",
    maskKind: FREEZING,
    seed: 0,
    mask: new Array<number>(16).fill(0),
    scores: { os: 0.5, fs: 0.25, rs: 0.25 },
    second: null,
  };
  const whole = encodeV4(link);

  const BAD = [
    {
      what: "damaged",
      fragment: whole.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      says: "damaged or cut",
    },
    { what: "cut", fragment: whole.slice(0, -9), says: "damaged or cut" },
    { what: "of a later version", fragment: whole.replace("#v1.", "#v7."), says: "later version" },
    { what: "to a clip that is gone", fragment: whole, says: "no-such-clip" },
    { what: "to a model that is not here", fragment: encodeV4({ ...link, modelId: "gone" }), says: "gone" },
  ];

  test("gets an alert that says why, and a working page", async () => {
    const { page, watch } = await visit({ fragment: BAD[0]!.fragment });
    for (const [n, { what, fragment, says }] of BAD.entries()) {
      if (n > 0) {
        // By way of another page, so that each link opens a new one.
        await page.goto("about:blank");
        await page.goto(new URL(`?backend=wasm&threads=1${fragment}`, inject("pageUrl")).href);
      }
      await partsOf(page).alert.filter({ hasText: says }).waitFor();
      await waitForPredictions(page);
      expect(watch, what).toEqual({ foreign: [], errors: [] });
    }
  });

  test("put into the address bar of a page in use leaves the page as it is", async () => {
    const { page } = await visit();
    const parts = partsOf(page);
    await waitForPredictions(page);
    const before = await pictureOf(parts.original);
    await page.evaluate(() => (location.hash = "#v1.broken"));
    await parts.alert.filter({ hasText: "damaged or cut" }).waitFor();
    expect(await pictureOf(parts.original)).toBe(before);
  });
});
