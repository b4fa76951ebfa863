/** Builds tensors from the arguments in a pickle, checking that each lies within its storage. */
import { LabError } from "../../base/errors.ts";
import type { ElementType } from "./element-types.ts";
import {
  describe,
  isKind,
  KnownGlobal,
  PyList,
  PyTuple,
  type PickleValue,
  type TorchStorage,
  type TorchTensor,
} from "./pickle-values.ts";

/** Largest number of dimensions, which is also PyTorch's limit. */
const MOST_DIMENSIONS = 64;

/**
 * Builds a tensor from (storage, offset, size, stride, ...), the arguments of `_rebuild_tensor` and `_rebuild_tensor_v2`.
 *
 * @param element  Number type from the arguments of `_rebuild_tensor_v3`; default: the storage's.
 * @throws {LabError} "weights" if an argument is of the wrong kind or points outside the storage.
 */
export function buildTensor(args: readonly PickleValue[], from: string, element?: ElementType): TorchTensor {
  const [storage, offset, size, stride] = args;
  if (!isKind(storage, "storage"))
    throw badTensor(from, `a storage as its first argument, not ${describe(storage)}`);
  const shape = counts(size, "size", from);
  const strides = counts(stride, "stride", from);
  if (shape.length !== strides.length) {
    throw badTensor(from, `as many strides as dimensions, not ${strides.length} for ${shape.length}`);
  }
  const tensor: TorchTensor = {
    kind: "tensor",
    storage,
    element: element ?? storage.element,
    offset: count(offset, "offset", from),
    shape,
    strides,
  };
  const ends = elementsReached(tensor) * tensor.element.bytes;
  if (!(ends <= storage.bytes)) {
    throw badTensor(
      from,
      `to lie within its storage; size [${shape.join(", ")}], strides [${strides.join(", ")}] and offset ${tensor.offset} ` +
        `reach to byte ${ends}, but the storage has ${storage.bytes}`,
    );
  }
  return tensor;
}

/**
 * Builds the storage that a persistent id names.
 *
 * @param type     Class of storages, or a dtype.
 * @param key      The storage's name in the file.
 * @param numbers  Its length, in elements.
 * @throws {LabError} "weights" if an argument is of another kind.
 */
export function buildStorage(
  type: PickleValue | undefined,
  key: PickleValue | undefined,
  numbers: PickleValue | undefined,
  from: string,
): TorchStorage {
  const element = type instanceof KnownGlobal ? type.element : null;
  if (element === null) throw badTensor(from, `a class of storages, not ${describe(type)}`);
  if (typeof key !== "string") throw badTensor(from, `a storage named by a string, not by ${describe(key)}`);
  const bytes = count(numbers, "length", from) * element.bytes;
  if (!Number.isSafeInteger(bytes)) throw badTensor(from, `a storage of fewer than ${bytes} bytes`);
  return { kind: "storage", key, element, start: 0, bytes };
}

/** Returns the number of elements from the storage's start through the last one used; 0 for an empty tensor. */
export function elementsReached({ shape, strides, offset }: TorchTensor): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, n, axis) => last + (n - 1) * (strides[axis] ?? 0), offset) + 1;
}

function counts(value: PickleValue | undefined, what: string, from: string): number[] {
  if (!(value instanceof PyTuple || value instanceof PyList)) {
    throw badTensor(from, `a ${what} that is a tuple, not ${describe(value)}`);
  }
  if (value.items.length > MOST_DIMENSIONS) {
    throw badTensor(from, `at most ${MOST_DIMENSIONS} dimensions, not ${value.items.length}`);
  }
  return value.items.map((item) => count(item, what, from));
}

/**
 * Returns the value as a whole number from 0 to 2^53 - 1.
 *
 * @throws {LabError} "weights" if it is anything else.
 */
export function count(value: PickleValue | undefined, what: string, from: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const got = typeof value === "number" || typeof value === "bigint" ? String(value) : describe(value);
  throw badTensor(from, `a ${what} from 0 to 2^53, not ${got}`);
}

function badTensor(from: string, needs: string): LabError {
  return new LabError(
    "weights",
    `${from}: the file is damaged or was not written by torch.save: a tensor needs ${needs}. Save the checkpoint again.`,
  );
}
