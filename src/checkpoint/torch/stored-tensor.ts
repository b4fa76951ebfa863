/** Reads the values of a tensor from its storage: one slice of the file, put in row-major order if its strides differ. */
import { LabError } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import { roomFor, type ByteSource } from "../byte-source.ts";
import type { StoredTensor } from "../checkpoint.ts";
import { decodeNumbers } from "../numbers.ts";
import { elementsReached } from "./build-tensor.ts";
import type { TorchTensor, UnreadableTensor } from "./pickle-values.ts";

/**
 * Returns a handle to the tensor; reads nothing yet.
 *
 * Tensors that float32 cannot represent are refused here by name, when the file is opened. If they were left out, the
 * model would later report them as missing from the file.
 *
 * @param storage  Returns all bytes of the tensor's storage.
 * @param what     Names file and tensor in messages.
 * @throws {LabError} "weights" for complex, quantised and sparse tensors and eight-bit floats.
 */
export function storedTensor(
  tensor: TorchTensor | UnreadableTensor,
  storage: () => ByteSource,
  what: string,
): StoredTensor {
  const dtype = tensor.kind === "tensor" ? tensor.element.stored : null;
  if (tensor.kind !== "tensor" || dtype === null) {
    const [kind, remedy] =
      tensor.kind === "tensor"
        ? [
            `of type ${tensor.element.name}`,
            "Convert the model with model.float() and save its state_dict() again.",
          ]
        : [tensor.what, tensor.remedy];
    throw new LabError(
      "weights",
      `${what} is ${kind}, which cannot be read here; weights must be plain floats or whole numbers. ${remedy}`,
    );
  }
  const source = storage();
  const { shape, strides, offset, element } = tensor;
  const values = sizeOf(shape);
  const reached = elementsReached(tensor);
  const first = tensor.storage.start + (reached === 0 ? 0 : offset * element.bytes);
  const end = tensor.storage.start + reached * element.bytes;
  const bytes = reached === 0 ? 0 : end - first;

  return {
    shape,
    dtype,
    bytes,
    async read() {
      if (bytes === 0) return new Float32Array(0);
      if (isRowMajor(shape, strides)) return decodeNumbers(await source.read(first, end), dtype);
      const ordered = roomFor(values, source.bytes, what);
      return gather(ordered, decodeNumbers(await source.read(first, end), dtype), shape, strides);
    },
  };
}

/** Returns whether the values are contiguous and row-major. The strides of axes of length 1 do not matter. */
function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis] ?? 1;
  }
  return true;
}

/** Copies to[i0, i1, ...] = from[i0 * strides[0] + i1 * strides[1] + ...]; increments indices to avoid division. */
function gather(
  to: Float32Array,
  from: Float32Array,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array {
  const index = shape.map(() => 0);
  let at = 0;
  for (let i = 0; i < to.length; i++) {
    to[i] = from[at] ?? NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 0)) {
        index[axis] = next;
        at += stride;
        break;
      }
      index[axis] = 0;
      at -= stride * (next - 1);
    }
  }
  return to;
}
