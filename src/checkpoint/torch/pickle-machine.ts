/** The state of Python's pickle machine: a stack with marks, a memo, and a count of the work done. */
import { LabError } from "../../base/errors.ts";
import type { PickleBytes } from "./pickle-bytes.ts";
import { knownGlobal } from "./pickle-globals.ts";
import {
  describe,
  Inert,
  KnownGlobal,
  PyDict,
  PyList,
  type Limits,
  type PickleValue,
} from "./pickle-values.ts";

/** Limit of steps: instructions, and values copied by one instruction. I3D with Adam's state takes 28 606. */
const MOST_STEPS = 2_000_000;
/** Steps for a new dictionary, which takes one byte in a pickle but about a hundred in memory. */
const DICTIONARY_STEPS = 4;

/** Returns the storage for a persistent id, the tuple with which torch.save names a storage. */
export type PersistentLoad = (id: PickleValue) => PickleValue;

/** The machine on which instructions operate. Every method throws a LabError "weights" if the pickle misuses it. */
export class PickleMachine implements Limits {
  private readonly stack: PickleValue[] = [];
  /** Length of the stack at each open MARK. */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private steps = 0;

  /** @param from  Names the file in messages. */
  constructor(
    readonly input: PickleBytes,
    readonly from: string,
    readonly persistent: PersistentLoad,
  ) {}

  charge(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) {
      throw new LabError(
        "weights",
        `${this.from}: its list of tensors takes more than ${MOST_STEPS} steps to read, far more than weights need. ` +
          'Save only the weights: torch.save(checkpoint["state_dict"], path).',
      );
    }
  }

  push(value: PickleValue): void {
    this.stack.push(value);
  }

  /** Returns the top value. Values below an open mark belong to the code before the mark and are out of reach. */
  top(): PickleValue {
    const value = this.stack.length > this.floor ? this.stack.at(-1) : undefined;
    if (value === undefined) throw this.input.damaged("an instruction without the values it needs");
    return value;
  }

  pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  /** Removes the top `count` values; returns them from the bottom up. */
  popMany(count: number): PickleValue[] {
    if (this.stack.length - this.floor < count)
      throw this.input.damaged("an instruction without the values it needs");
    return this.stack.splice(this.stack.length - count);
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  /** Removes the last mark and all values above it; returns the values. */
  popToMark(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.input.damaged("the end of a group that never started");
    return this.stack.splice(mark);
  }

  /** Does Python's POP: removes the top value, or the mark if nothing is above it. */
  popOrUnmark(): void {
    if (this.marks.at(-1) === this.stack.length) this.marks.pop();
    else this.pop();
  }

  pushList(items: readonly PickleValue[]): void {
    this.push(new PyList());
    this.append(items);
  }

  /** Appends items to the top value. */
  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (list instanceof PyList) for (const item of items) list.items.push(item);
    else if (!(list instanceof Inert))
      throw this.input.damaged(`items for ${describe(list)} instead of a list`);
  }

  pushDictionary(items: readonly PickleValue[]): void {
    this.charge(DICTIONARY_STEPS);
    this.push(new PyDict());
    this.setItems(items);
  }

  /** Sets keys in the top value; each key is followed by its value. */
  setItems(items: readonly PickleValue[]): void {
    const dictionary = this.top();
    if (items.length % 2 !== 0) throw this.input.damaged("a key without a value");
    if (dictionary instanceof Inert) return;
    if (!(dictionary instanceof PyDict)) {
      throw this.input.damaged(`keys for ${describe(dictionary)} instead of a dictionary`);
    }
    for (let i = 0; i < items.length; i += 2) dictionary.entries.set(items[i] ?? null, items[i + 1] ?? null);
  }

  /** Remembers the top value under a number; default: the next free one. */
  memoise(place: number = this.memo.size): void {
    this.memo.set(place, this.top());
  }

  recall(place: number): void {
    const value = this.memo.get(place);
    if (value === undefined) throw this.input.damaged(`a reference to value ${place}, which it lacks,`);
    this.push(value);
  }

  /** Pushes a name's entry in the closed table. */
  pushGlobal(module: string, name: string): void {
    // Legacy files wrap a whole model in a persistent id that starts with this word.
    const outermost = this.stack.length === 0 || (this.stack.length === 1 && this.stack[0] === "module");
    this.push(knownGlobal(module, name, { from: this.from, outermost }));
  }

  /** Calls the builder of an entry of the closed table and pushes its result. Nothing else can be called. */
  pushCall(callee: PickleValue, args: readonly PickleValue[]): void {
    if (!(callee instanceof KnownGlobal && callee.build !== null)) {
      throw this.input.damaged(`a call of ${describe(callee)}`);
    }
    this.push(callee.build(args, this));
  }

  private get floor(): number {
    return this.marks.at(-1) ?? 0;
  }
}
