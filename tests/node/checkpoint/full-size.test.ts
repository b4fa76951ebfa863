/** The reference I3D, 12.5 million weights, through real PyTorch files of both formats. */
import { describe, expect, test } from "vitest";
import { sizeOf } from "../../../src/base/shape.ts";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { filledSkeleton, type SkeletonFormat } from "../../support/filled-skeleton.ts";
import { i3dReferenceWeights } from "../../support/reference.ts";

/** Counts what is read of a file. */
class CountingFile extends File {
  bytesRead = 0;

  override slice(from = 0, to = this.size, type?: string): Blob {
    this.bytesRead += Math.min(to, this.size) - from;
    return super.slice(from, to, type);
  }
}

describe.each<SkeletonFormat>(["zip", "legacy"])("the full-size I3D in PyTorch’s %s format", (format) => {
  test(
    "opens by reading a hundredth of it, and every weight is the reference’s",
    { timeout: 60_000 },
    async () => {
      const filled = filledSkeleton(format);
      const file = new CountingFile([filled], filled.name);
      const { tensors } = await openCheckpoint([file]);
      expect(file.bytesRead).toBeGreaterThan(0); // control: reads are counted
      expect(file.bytesRead).toBeLessThan(file.size / 100);

      let parameters = 0;
      for (const [name, tensor] of tensors) {
        if (tensor.dtype !== "float32") continue;
        parameters += sizeOf(tensor.shape);
        const [values, expected] = [await tensor.read(), i3dReferenceWeights.take(name, tensor.shape)];
        // Not toEqual, which takes seconds over millions of numbers.
        expect(values.length, name).toBe(expected.length);
        expect(
          values.findIndex((value, i) => value !== expected[i]),
          name,
        ).toBe(-1);
      }
      // What PyTorch counts: 12465614 trained ones, and batch norm's running means and variances.
      expect(parameters).toBe(12465614 + 14560);
      expect(tensors.size).toBe(57 * 6 + 2);
    },
  );
});
