/** Values of a tensor out of its storage: one slice of the file, put in row-major order where its strides are others. */
import { LabError } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import { roomFor, type ByteSource } from "../byte-source.ts";
import type { StoredTensor } from "../checkpoint.ts";
import { decodeNumbers } from "../numbers.ts";
import { elementsReached } from "./build-tensor.ts";
import type { TorchTensor, UnreadableTensor } from "./pickle-values.ts";

/**
 * A handle that reads nothing yet.
 *
 * Tensors of a kind that float32 cannot stand for are refused here, at opening, and by name: a model that lacked one
 * silently would be told that its file does.
 *
 * @param storage  all bytes of the tensor's storage.
 * @param what     names file and tensor in messages.
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
      `${what} is ${kind}, which is not read; weights are plain floats or whole numbers here. ${remedy}`,
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

/** Whether the values lie without gaps in the order of their indices. Axes of length 1 have strides of any size. */
function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis] ?? 1;
  }
  return true;
}

/** to[i0, i1, ...] = from[i0 * strides[0] + i1 * strides[1] + ...]; counts like an odometer, so no division. */
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
