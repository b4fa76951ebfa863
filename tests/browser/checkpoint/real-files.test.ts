/** The fixtures saved by PyTorch, read with the browser's own files, slices and inflation. */
import { expect, test } from "vitest";
import type { ExpectedTensor } from "../../support/checkpoint-files.ts";
import { readCheckpoint } from "../../support/read-checkpoint.ts";
import { unzip, zipOf } from "../../support/zip-files.ts";
import expected from "../../golden/torch-fixtures.json";

const FILES = expected.files as Readonly<
  Record<string, { readonly format: string; readonly tensors: readonly ExpectedTensor[] }>
>;
const FIXTURES = import.meta.glob<string>("../../fixtures/checkpoints/*.{pt,pth,tar,safetensors}", {
  query: "?url",
  import: "default",
  eager: true,
});

async function fixture(name: string): Promise<File> {
  const address = FIXTURES[`../../fixtures/checkpoints/${name}`];
  expect(address, name).toBeDefined();
  return new File([await (await fetch(address!)).blob()], name);
}

test.each(Object.keys(FILES))("%s gives the values that PyTorch reads from it", async (name) => {
  expect(await readCheckpoint([await fixture(name)])).toEqual(FILES[name]);
});

test("so does a file that was packed again, deflated", async () => {
  const contents = await unzip(await fixture("zip-layouts.pt"));
  const again = new File([await zipOf(contents, { level: 9 })], "again.pt");
  expect(await readCheckpoint([again])).toEqual(FILES["zip-layouts.pt"]);
});
