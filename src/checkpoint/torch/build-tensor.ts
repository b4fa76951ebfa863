/** Tensors out of a pickle's arguments: every place checked to lie within its storage before anything believes it. */
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

/** PyTorch itself allows no more dimensions. */
const MOST_DIMENSIONS = 64;

/**
 * (storage, offset, size, stride, ...), as `_rebuild_tensor` and `_rebuild_tensor_v2` take them; `_v3` has the type of
 * numbers beside them.
 *
 * @throws {LabError} "weights" where an argument is of another kind or points outside the storage.
 */
export function buildTensor(args: readonly PickleValue[], from: string, element?: ElementType): TorchTensor {
  const [storage, offset, size, stride] = args;
  if (!isKind(storage, "storage"))
    throw misfit(from, `a storage as its first part, not ${describe(storage)}`);
  const shape = counts(size, "size", from);
  const strides = counts(stride, "stride", from);
  if (shape.length !== strides.length) {
    throw misfit(from, `as many strides as dimensions, not ${strides.length} for ${shape.length}`);
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
    throw misfit(
      from,
      `to lie within its storage; size [${shape.join(", ")}], strides [${strides.join(", ")}] and offset ${tensor.offset} ` +
        `reach to byte ${ends}, but the storage has ${storage.bytes}`,
    );
  }
  return tensor;
}

/** (key, class or dtype, numbers): a storage that a persistent id names. @throws {LabError} "weights" for anything else. */
export function buildStorage(
  type: PickleValue | undefined,
  key: PickleValue | undefined,
  numbers: PickleValue | undefined,
  from: string,
): TorchStorage {
  const element = type instanceof KnownGlobal ? type.element : null;
  if (element === null) throw misfit(from, `a class of storages, not ${describe(type)}`);
  if (typeof key !== "string") throw misfit(from, `a storage named by a text, not by ${describe(key)}`);
  const bytes = count(numbers, "length", from) * element.bytes;
  if (!Number.isSafeInteger(bytes)) throw misfit(from, `a storage of fewer than ${bytes} bytes`);
  return { kind: "storage", key, element, start: 0, bytes };
}

/** Number of elements from the storage's start to the end of the last one used; 0 for a tensor without elements. */
export function elementsReached({ shape, strides, offset }: TorchTensor): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, n, axis) => last + (n - 1) * (strides[axis] ?? 0), offset) + 1;
}

function counts(value: PickleValue | undefined, what: string, from: string): number[] {
  if (!(value instanceof PyTuple || value instanceof PyList)) {
    throw misfit(from, `a ${what} that is a tuple, not ${describe(value)}`);
  }
  if (value.items.length > MOST_DIMENSIONS) {
    throw misfit(from, `at most ${MOST_DIMENSIONS} dimensions, not ${value.items.length}`);
  }
  return value.items.map((item) => count(item, what, from));
}

/** A whole number from 0 to 2^53. */
export function count(value: PickleValue | undefined, what: string, from: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const got = typeof value === "number" || typeof value === "bigint" ? String(value) : describe(value);
  throw misfit(from, `a ${what} from 0 to 2^53, not ${got}`);
}

function misfit(from: string, needs: string): LabError {
  return new LabError(
    "weights",
    `${from}: the file is damaged, or not written by torch.save: a tensor needs ${needs}. Save the checkpoint again.`,
  );
}
