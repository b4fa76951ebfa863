/** Files that were moved or changed after they were chosen, and folders: the browser refuses to read them. */
import { expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { fixtureBytes } from "../../support/checkpoint-files.ts";
import { labError } from "../../support/lab-error.ts";

/** A file that can be read only `readable` times. */
class GoneFile extends File {
  private reads = 0;

  constructor(
    path: string,
    private readonly readable: number,
  ) {
    super([fixtureBytes(path)], path.split("/").at(-1)!);
  }

  override slice(from?: number, to?: number): Blob {
    const part = super.slice(from, to);
    if (++this.reads > this.readable) part.arrayBuffer = gone;
    return part;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return ++this.reads > this.readable ? gone() : super.arrayBuffer();
  }
}

function gone(): Promise<ArrayBuffer> {
  return Promise.reject(new DOMException("The requested file could not be read.", "NotReadableError"));
}

/** More reads than any of the files takes. */
const MOST_READS = 200;

/** Opens the files and reads all their tensors. */
async function readAll(files: readonly File[]): Promise<void> {
  for (const tensor of (await openCheckpoint(files)).tensors.values()) await tensor.read();
}

test.each([
  ["zip-types.pt"],
  ["legacy-types.pt"],
  ["types.safetensors"],
  ["keras/keras3.weights.h5"],
  ["keras/model.keras"],
  ["tensorflow/types.ckpt.index", "tensorflow/types.ckpt.data-00000-of-00001"],
])("%s gives a LabError whichever read fails", async (...paths) => {
  const [path, ...others] = paths;
  let refused = 0;
  let whole = false;
  for (let readable = 0; !whole && readable < MOST_READS; readable++) {
    const files = [new GoneFile(path, readable), ...others.map((name) => new GoneFile(name, 1000))];
    try {
      await readAll(files);
      whole = true;
    } catch (error) {
      expect(error, `after ${readable} reads`).toEqual(labError("weights", [files[0]!.name]));
      refused++;
    }
  }
  expect(whole).toBe(true);
  expect(refused).toBeGreaterThan(2); // control: head and tail, and at least one more read
});
