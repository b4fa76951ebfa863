/**
 * The values that a pickle can contain: plain values, containers, and a few inert stand-ins. None has any behaviour.
 * Dictionaries are `Map`s, so that no key, not even `__proto__`, has a special meaning.
 */
import type { ElementType } from "./element-types.ts";

/** Any value from a pickle. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PyList
  | PyTuple
  | PyDict
  | Inert
  | KnownGlobal
  | TorchStorage
  | TorchTensor
  | UnreadableTensor;

/** A list, to which the machine appends. */
export class PyList {
  readonly items: PickleValue[] = [];
}

/** A tuple or a torch.Size. */
export class PyTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

/** A dictionary of any kind. Containers used as keys are compared by identity; no code here looks them up. */
export class PyDict {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** A value that checkpoints contain beside weights and that is never read here: a set, a device, a NumPy scalar. */
export class Inert {
  constructor(readonly what: string) {}
}

/** Builds the result of calling a known name; the table of names is closed (pickle-globals.ts). */
export type Builder = (args: readonly PickleValue[], limits: Limits) => PickleValue;

/** The file's name and the limit of work, for builders. */
export interface Limits {
  /** Name of the file, for messages. */
  readonly from: string;
  /** Counts work beyond the instruction itself. @throws {LabError} "weights" if the total becomes too large. */
  charge(steps: number): void;
}

/** A name of the closed table. */
export class KnownGlobal {
  constructor(
    readonly name: string,
    /** Builds the result of a call; null if the name may be mentioned but not called. */
    readonly build: Builder | null,
    /** Number type, for dtypes and classes of storages. */
    readonly element: ElementType | null = null,
  ) {}
}

/** A sequence of numbers on which tensors are views; its bytes are elsewhere in the file. */
export interface TorchStorage {
  readonly kind: "storage";
  /** Name of the storage in the file. */
  readonly key: string;
  readonly element: ElementType;
  /** Offset of the first byte in the storage named `key`; more than 0 only for views written by early PyTorch. */
  readonly start: number;
  readonly bytes: number;
}

/** A tensor that is known to lie within its storage. */
export interface TorchTensor {
  readonly kind: "tensor";
  readonly storage: TorchStorage;
  readonly element: ElementType;
  /** Offset in the storage, in elements. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Strides, in elements. */
  readonly strides: readonly number[];
}

/** A tensor of a kind that float32 values cannot represent. It is an error only where the tensor is a weight. */
export interface UnreadableTensor {
  readonly kind: "unreadable";
  /** Kind of tensor, a noun phrase: "a quantised tensor". */
  readonly what: string;
  /** Advice on what to do in Python: a sentence. */
  readonly remedy: string;
}

/** Returns whether the value has this `kind`. */
export function isKind<K extends "storage" | "tensor" | "unreadable">(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { readonly kind: K }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

/** Describes a value's kind in words, for messages. */
export function describe(value: PickleValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (typeof value === "string") return "a string";
  if (typeof value === "boolean") return "a boolean";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof PyList) return "a list";
  if (value instanceof PyTuple) return "a tuple";
  if (value instanceof PyDict) return "a dictionary";
  if (value instanceof Inert) return value.what;
  if (value instanceof KnownGlobal) return value.name;
  if (value.kind === "unreadable") return value.what;
  return value.kind === "storage" ? "a storage" : "one tensor";
}
