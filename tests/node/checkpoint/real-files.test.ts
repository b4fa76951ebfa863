/** Files by real PyTorch, in both formats, hold here what PyTorch reads from them. */
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { EXPECTED, fixtureFile, type ExpectedTensor } from "../../support/checkpoint-files.ts";

async function read(files: readonly File[]) {
  const { format, tensors } = await openCheckpoint(files);
  const found: ExpectedTensor[] = [];
  for (const [name, tensor] of tensors) {
    const values = [...(await tensor.read())].map((value) =>
      Number.isFinite(value) ? value : (String(value) as "NaN"),
    );
    found.push({ name, shape: tensor.shape, dtype: tensor.dtype, values });
  }
  return { format, tensors: found };
}

describe("a file by PyTorch", () => {
  test.each(Object.keys(EXPECTED))(
    "%s opens with the values that PyTorch reads, in its order",
    async (name) => {
      expect(await read([fixtureFile(name)])).toEqual(EXPECTED[name]);
    },
  );

  test("is told by its content, whatever its name", async () => {
    const { format, from } = await openCheckpoint([new File([fixtureFile("zip-types.pt")], "notes.txt")]);
    expect({ format, from }).toEqual({ format: "PyTorch (zip)", from: "notes.txt" });
  });
});
