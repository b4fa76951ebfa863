/** The state of Python's pickle machine: a stack with marks, a memo, and how much work was done. */
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

/** Instructions, and values copied by single ones. I3D with the state of its Adam takes 28 606. */
const MOST_STEPS = 2_000_000;
/** An empty dictionary takes one byte in a pickle and some hundred in memory. */
const DICTIONARY_STEPS = 4;

/** Turns a persistent id, a tuple by which torch.save names a storage, into that storage. */
export type PersistentLoad = (id: PickleValue) => PickleValue;

/** What the instructions work on. Every method throws a LabError "weights" where the pickle does not fit it. */
export class PickleMachine implements Limits {
  private readonly stack: PickleValue[] = [];
  /** Lengths that the stack had at each open MARK. */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private steps = 0;

  /** @param from  names the file in messages. */
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
          'Save the weights alone: torch.save(checkpoint["state_dict"], path).',
      );
    }
  }

  push(value: PickleValue): void {
    this.stack.push(value);
  }

  /** The uppermost value; those under an open mark belong to whoever set it. */
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

  /** The uppermost values, the lowest of them first. */
  popMany(count: number): PickleValue[] {
    if (this.stack.length - this.floor < count)
      throw this.input.damaged("an instruction without the values it needs");
    return this.stack.splice(this.stack.length - count);
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  /** All values above the last mark, which goes too. */
  popToMark(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.input.damaged("the end of a group that never began");
    return this.stack.splice(mark);
  }

  /** As Python's POP: the mark itself where nothing lies above it. */
  popOrUnmark(): void {
    if (this.marks.at(-1) === this.stack.length) this.marks.pop();
    else this.pop();
  }

  pushList(items: readonly PickleValue[]): void {
    this.push(new PyList());
    this.append(items);
  }

  /** Appends to the uppermost value. */
  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (list instanceof PyList) for (const item of items) list.items.push(item);
    else if (!(list instanceof Inert))
      throw this.input.damaged(`items for ${describe(list)} where a list is due`);
  }

  pushDictionary(items: readonly PickleValue[]): void {
    this.charge(DICTIONARY_STEPS);
    this.push(new PyDict());
    this.setItems(items);
  }

  /** Sets keys, each followed by its value, in the uppermost value. */
  setItems(items: readonly PickleValue[]): void {
    const dictionary = this.top();
    if (items.length % 2 !== 0) throw this.input.damaged("a key without a value");
    if (dictionary instanceof Inert) return;
    if (!(dictionary instanceof PyDict)) {
      throw this.input.damaged(`keys for ${describe(dictionary)} where a dictionary is due`);
    }
    for (let i = 0; i < items.length; i += 2) dictionary.entries.set(items[i] ?? null, items[i + 1] ?? null);
  }

  /** Keeps the uppermost value under a number; the next free one by default. */
  memoise(place: number = this.memo.size): void {
    this.memo.set(place, this.top());
  }

  recall(place: number): void {
    const value = this.memo.get(place);
    if (value === undefined) throw this.input.damaged(`a reference to value ${place}, which it lacks,`);
    this.push(value);
  }

  /** Pushes the closed table's entry of a name. */
  pushGlobal(module: string, name: string): void {
    // Legacy files wrap a whole model in a persistent id that begins with this word.
    const outermost = this.stack.length === 0 || (this.stack.length === 1 && this.stack[0] === "module");
    this.push(knownGlobal(module, name, { from: this.from, outermost }));
  }

  /** Pushes what the closed table builds for a callee that it holds; there is no other way to call anything. */
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
