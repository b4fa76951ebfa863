/** Files saved by PyTorch, in both formats, give the same values as PyTorch reads from them. */
import { describe, expect, test } from "vitest";
import { fnv1a } from "../../../src/base/prng.ts";
import { sizeOf } from "../../../src/base/shape.ts";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { draws } from "../../support/arrays.ts";
import { EXPECTED, fixtureFile } from "../../support/checkpoint-files.ts";
import { readCheckpoint } from "../../support/read-checkpoint.ts";

describe("a file by PyTorch", () => {
  test.each(Object.keys(EXPECTED))(
    "%s opens with the values that PyTorch reads, in its order",
    async (name) => {
      expect(await readCheckpoint([fixtureFile(name)])).toEqual(EXPECTED[name]);
    },
  );

  test("is recognised by its content, whatever its name", async () => {
    const { format, from } = await openCheckpoint([new File([fixtureFile("zip-types.pt")], "notes.txt")]);
    expect({ format, from }).toEqual({ format: "PyTorch (zip)", from: "notes.txt" });
  });

  test.each(["zip", "legacy"])(
    "%s-clstm4.pt contains a small C-LSTM with the generated weights",
    async (format) => {
      const { tensors } = await readCheckpoint([fixtureFile(`${format}-clstm4.pt`)]);
      expect(tensors.length).toBe(2 * 4 * 3 + 5 + 2);
      const kernels = tensors.filter(
        ({ name }) => name.startsWith("clstm.cell") || name.startsWith("endFC."),
      );
      expect(kernels.length).toBe(2 * 4 * 3 + 2);
      for (const { name, shape, values } of kernels) {
        expect(values, name).toEqual([...draws(sizeOf(shape), fnv1a(name)).map((u) => 0.5 * u)]);
      }
    },
  );
});
