/** Reads a whole checkpoint, in the form in which tests store PyTorch's results. */
import { openCheckpoint } from "../../src/checkpoint/open.ts";
import type { ExpectedTensor } from "./checkpoint-files.ts";

/** Opens the files and reads every tensor, in order. */
export async function readCheckpoint(
  files: readonly File[],
): Promise<{ readonly format: string; readonly tensors: readonly ExpectedTensor[] }> {
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
