/**
 * Reads a Python pickle of protocol 0 to 5 without Python: a stack machine that moves plain values about. The only
 * instructions that could run code in Python (REDUCE, NEWOBJ, INST, BUILD, persistent ids) go through the closed table
 * of pickle-globals.ts, or change nothing here.
 *
 * It loops and never recurses, so no depth of nesting matters, and it stops after a number of steps.
 *
 * @see Lib/pickletools.py of CPython, where every instruction is described.
 */
import { PickleBytes } from "./pickle-bytes.ts";
import { PickleMachine, type PersistentLoad } from "./pickle-machine.ts";
import { describe, Inert, PyTuple, type PickleValue } from "./pickle-values.ts";

/** Longest pickle read at all. That of I3D with the state of its Adam has 86 740 bytes. */
export const MOST_PICKLE_BYTES = 64 * 2 ** 20;
/** Highest protocol that Python has. */
const LAST_PROTOCOL = 5;

/** One pickle, read. */
export interface Unpickled {
  readonly value: PickleValue;
  /** Where the bytes after it begin. */
  readonly end: number;
}

/**
 * Reads the pickle that begins at byte `start`.
 *
 * @param from  names the file in messages.
 * @throws {PickleEndsEarly} where the bytes end inside it.
 * @throws {LabError} "weights" where it is damaged, or asks for a name outside the closed table; the name is printed.
 */
export function unpickle(
  bytes: Uint8Array,
  start: number,
  from: string,
  persistent: PersistentLoad,
): Unpickled {
  const input = new PickleBytes(bytes, start, from);
  const machine = new PickleMachine(input, from, persistent);
  for (;;) {
    machine.charge(1);
    const opcode = input.uint8();
    if (opcode === STOP) return { value: machine.pop(), end: input.at };
    const instruction = INSTRUCTIONS.get(opcode);
    if (instruction === undefined) {
      throw input.damaged(`the instruction ${opcode}, which torch.save does not write,`);
    }
    instruction(machine, input);
  }
}

type Instruction = (machine: PickleMachine, input: PickleBytes) => void;

/** An instruction that takes a value from the bytes and pushes it. */
const literal =
  (read: (input: PickleBytes) => PickleValue): Instruction =>
  (machine, input) =>
    machine.push(read(input));

const tuple =
  (length: number): Instruction =>
  (machine) =>
    machine.push(new PyTuple(machine.popMany(length)));

const call: Instruction = (machine, input) => {
  const [callee = null, args] = machine.popMany(2);
  if (!(args instanceof PyTuple)) throw input.damaged(`a call with ${describe(args)} for its arguments`);
  machine.pushCall(callee, args.items);
};

const STOP = 0x2e;

/** By opcode; the comment is Python's name. Those that torch.save never writes are left out. */
const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x80, (_, input) => checkProtocol(input)], // PROTO
  [0x95, (_, input) => void input.uint64()], // FRAME: only a hint for buffering

  [0x4e, literal(() => null)], // NONE
  [0x88, literal(() => true)], // NEWTRUE
  [0x89, literal(() => false)], // NEWFALSE
  [0x4a, literal((input) => input.int32())], // BININT
  [0x4b, literal((input) => input.uint8())], // BININT1
  [0x4d, literal((input) => input.uint16())], // BININT2
  [0x8a, literal((input) => input.integer(input.uint8()))], // LONG1
  [0x8b, literal((input) => input.integer(input.uint32()))], // LONG4
  [0x49, literal((input) => input.decimal())], // INT
  [0x4c, literal((input) => input.decimal())], // LONG
  [0x47, literal((input) => input.float64())], // BINFLOAT
  [0x46, literal((input) => Number(input.line()))], // FLOAT

  [0x58, literal((input) => input.utf8(input.uint32()))], // BINUNICODE
  [0x8c, literal((input) => input.utf8(input.uint8()))], // SHORT_BINUNICODE
  [0x8d, literal((input) => input.utf8(input.uint64()))], // BINUNICODE8
  [0x56, literal((input) => input.escapedLine())], // UNICODE
  [0x54, literal((input) => input.bytesAsText(input.uint32()))], // BINSTRING
  [0x55, literal((input) => input.bytesAsText(input.uint8()))], // SHORT_BINSTRING
  [0x53, literal((input) => input.escapedLine().slice(1, -1))], // STRING: in quotes
  [0x42, literal((input) => input.take(input.uint32()))], // BINBYTES
  [0x43, literal((input) => input.take(input.uint8()))], // SHORT_BINBYTES
  [0x8e, literal((input) => input.take(input.uint64()))], // BINBYTES8
  [0x96, literal((input) => input.take(input.uint64()))], // BYTEARRAY8

  [0x28, (machine) => machine.mark()], // MARK
  [0x30, (machine) => machine.popOrUnmark()], // POP
  [0x31, (machine) => void machine.popToMark()], // POP_MARK
  [0x32, (machine) => machine.push(machine.top())], // DUP

  [0x29, tuple(0)], // EMPTY_TUPLE
  [0x85, tuple(1)], // TUPLE1
  [0x86, tuple(2)], // TUPLE2
  [0x87, tuple(3)], // TUPLE3
  [0x74, (machine) => machine.push(new PyTuple(machine.popToMark()))], // TUPLE
  [0x5d, (machine) => machine.pushList([])], // EMPTY_LIST
  [0x6c, (machine) => machine.pushList(machine.popToMark())], // LIST
  [0x61, (machine) => machine.append(machine.popMany(1))], // APPEND
  [0x65, (machine) => machine.append(machine.popToMark())], // APPENDS
  [0x7d, (machine) => machine.pushDictionary([])], // EMPTY_DICT
  [0x64, (machine) => machine.pushDictionary(machine.popToMark())], // DICT
  [0x73, (machine) => machine.setItems(machine.popMany(2))], // SETITEM
  [0x75, (machine) => machine.setItems(machine.popToMark())], // SETITEMS
  [0x8f, literal(() => new Inert("a set"))], // EMPTY_SET
  [0x90, (machine) => void machine.popToMark()], // ADDITEMS: nobody asks for a set's items
  [
    0x91, // FROZENSET
    (machine) => {
      machine.popToMark();
      machine.push(new Inert("a set"));
    },
  ],

  [0x70, (machine, input) => machine.memoise(Number(input.decimal()))], // PUT
  [0x71, (machine, input) => machine.memoise(input.uint8())], // BINPUT
  [0x72, (machine, input) => machine.memoise(input.uint32())], // LONG_BINPUT
  [0x94, (machine) => machine.memoise()], // MEMOIZE
  [0x67, (machine, input) => machine.recall(Number(input.decimal()))], // GET
  [0x68, (machine, input) => machine.recall(input.uint8())], // BINGET
  [0x6a, (machine, input) => machine.recall(input.uint32())], // LONG_BINGET

  [0x63, (machine, input) => machine.pushGlobal(input.line(), input.line())], // GLOBAL
  [
    0x93, // STACK_GLOBAL
    (machine, input) => {
      const [module, name] = machine.popMany(2);
      if (typeof module !== "string" || typeof name !== "string")
        throw input.damaged("a name that is no text");
      machine.pushGlobal(module, name);
    },
  ],
  [
    0x69, // INST
    (machine, input) => {
      machine.pushGlobal(input.line(), input.line());
      const callee = machine.pop();
      machine.pushCall(callee, machine.popToMark());
    },
  ],
  [0x52, call], // REDUCE
  [0x81, call], // NEWOBJ
  [
    0x62, // BUILD: what an object has beside that which built it, a state_dict's `_metadata` say. Nobody reads it.
    (machine) => {
      machine.pop();
      machine.top();
    },
  ],
  [0x51, (machine) => machine.push(machine.persistent(machine.pop()))], // BINPERSID
]);

function checkProtocol(input: PickleBytes): void {
  const protocol = input.uint8();
  if (protocol > LAST_PROTOCOL) throw input.damaged(`protocol ${protocol}, ${LAST_PROTOCOL} being the last`);
}
