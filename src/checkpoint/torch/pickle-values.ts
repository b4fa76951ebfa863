/**
 * What a pickle can become here: plain values, containers, and a few inert stand-ins. None of them does anything.
 * Dictionaries are `Map`s, so that no key, `__proto__` say, means more than any other.
 */
import type { ElementType } from "./element-types.ts";

/** Any value out of a pickle. */
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

/** A list; the machine appends to it. */
export class PyList {
  readonly items: PickleValue[] = [];
}

/** A tuple, and torch.Size. */
export class PyTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

/** A dictionary of any kind. Containers as keys are told apart by identity, which no one here asks about. */
export class PyDict {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** Something that checkpoints hold beside weights and that nobody here reads: a set, a device, a NumPy scalar. */
export class Inert {
  constructor(readonly what: string) {}
}

/** What a call of a known name builds from its arguments; the table of names is closed (pickle-globals.ts). */
export type Builder = (args: readonly PickleValue[], limits: Limits) => PickleValue;

/** What a builder is told of the file it works for. */
export interface Limits {
  /** For messages. */
  readonly from: string;
  /** Counts work that a single instruction stands for. @throws {LabError} "weights" where it is too much. */
  charge(steps: number): void;
}

/** A name of the closed table, as the pickle mentions it. */
export class KnownGlobal {
  constructor(
    readonly name: string,
    /** Null where the name may be mentioned but not called. */
    readonly build: Builder | null,
    /** For types of numbers and classes of storages. */
    readonly element: ElementType | null = null,
  ) {}
}

/** A run of numbers that tensors look into; its bytes lie elsewhere in the file. */
export interface TorchStorage {
  readonly kind: "storage";
  readonly key: string;
  readonly element: ElementType;
  /** First byte, within the bytes of `key`; more than 0 only for views as early PyTorch wrote them. */
  readonly start: number;
  readonly bytes: number;
}

/** A tensor whose place in its storage is checked. */
export interface TorchTensor {
  readonly kind: "tensor";
  readonly storage: TorchStorage;
  readonly element: ElementType;
  /** In elements, as PyTorch counts. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A tensor of a kind that float32 values cannot stand for. Only whoever needs it is told. */
export interface UnreadableTensor {
  readonly kind: "unreadable";
  /** A noun phrase: "a quantised tensor". */
  readonly what: string;
  /** What to do in Python, a sentence. */
  readonly remedy: string;
}

/** Whether the value is of this tagged kind. */
export function isKind<K extends "storage" | "tensor" | "unreadable">(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { readonly kind: K }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

/** What a value is, in words for a message. */
export function describe(value: PickleValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (typeof value === "string") return "a text";
  if (typeof value === "boolean") return "a truth value";
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
