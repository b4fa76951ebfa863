/** The pickle machine by itself: the values that instructions build, and what hostile pickles cannot do. */
import { describe, expect, test } from "vitest";
import {
  Inert,
  PyDict,
  PyList,
  PyTuple,
  type PickleValue,
} from "../../../src/checkpoint/torch/pickle-values.ts";
import { unpickle } from "../../../src/checkpoint/torch/unpickle.ts";
import { labError } from "../../support/lab-error.ts";
import { pickleBytes, type PicklePart } from "../../support/pickle-bytes.ts";

const load = (...parts: readonly PicklePart[]) =>
  unpickle(
    pickleBytes(...parts),
    0,
    "x.pt",
    (id) => new Inert(`storage ${typeof id === "string" ? id : "?"}`),
  ).value;

/** Returns the value with its containers as plain JavaScript. */
function plain(value: PickleValue): unknown {
  if (value instanceof PyTuple) return { tuple: value.items.map(plain) };
  if (value instanceof PyList) return value.items.map(plain);
  if (value instanceof PyDict)
    return new Map([...value.entries].map(([key, item]) => [plain(key), plain(item)]));
  return value;
}

describe("instructions", () => {
  // Bytes as written by Python's pickle.dumps and pickletools.optimize, by protocol.
  test.each([
    { parts: ["N."], value: null },
    { parts: ["I01\n."], value: 1 },
    { parts: ["\x88."], value: true },
    { parts: ["\x89."], value: false },
    { parts: ["I-5\n."], value: -5 },
    { parts: ["L5L\n."], value: 5 },
    { parts: ["L119547037146038801333356L\n."], value: 0x1950a86a20f9469cfc6cn },
    { parts: ["J\xff\xff\xff\xff."], value: -1 },
    { parts: ["K\xff."], value: 255 },
    { parts: ["M\x01\x02."], value: 513 },
    { parts: ["\x8a\x00."], value: 0 },
    { parts: ["\x8a\x01\xff."], value: -1 },
    { parts: ["\x8a\x02\xff\x00."], value: 255 },
    { parts: ["\x8b\x09\0\0\0\0\0\0\0\0\0\0\0\x01."], value: 2n ** 64n },
    { parts: ["F-0.5\n."], value: -0.5 },
    { parts: ["G\xbf\xe0\0\0\0\0\0\0."], value: -0.5 },
    { parts: ["S'it\\'s\\x41\\n'\n."], value: "it'sA\n" },
    { parts: ["Vs\\u00e9\\U0001f600\n."], value: "s\u00e9\u{1f600}" },
    { parts: ["T\x02\0\0\0\xc3\xa9."], value: "é" },
    { parts: ["U\x01\xe9."], value: "é" },
    { parts: ["X\x02\0\0\0\xc3\xa9."], value: "é" },
    { parts: ["\x8c\x01a."], value: "a" },
    { parts: ["\x8d\x01\0\0\0\0\0\0\0a."], value: "a" },
    { parts: ["B\x01\0\0\0\xff."], value: Uint8Array.of(255) },
    { parts: ["C\x01\xff."], value: Uint8Array.of(255) },
    { parts: ["\x8e\x01\0\0\0\0\0\0\0\xff."], value: Uint8Array.of(255) },
    { parts: ["\x96\x01\0\0\0\0\0\0\0\xff."], value: Uint8Array.of(255) },
    { parts: [")."], value: { tuple: [] } },
    { parts: ["K\x01\x85."], value: { tuple: [1] } },
    { parts: ["K\x01K\x02\x86."], value: { tuple: [1, 2] } },
    { parts: ["K\x01K\x02K\x03\x87."], value: { tuple: [1, 2, 3] } },
    { parts: ["(K\x01K\x02t."], value: { tuple: [1, 2] } },
    { parts: ["]."], value: [] },
    { parts: ["(K\x01K\x02l."], value: [1, 2] },
    { parts: ["](K\x01K\x02e."], value: [1, 2] },
    { parts: ["]K\x01a."], value: [1] },
    { parts: ["}."], value: new Map() },
    { parts: ["(K\x01K\x02d."], value: new Map([[1, 2]]) },
    { parts: ["}K\x01K\x02s."], value: new Map([[1, 2]]) },
    {
      parts: ["}(K\x01K\x02K\x03K\x04u."],
      value: new Map([
        [1, 2],
        [3, 4],
      ]),
    },
    { parts: ["(K\x01(K\x02K\x031K\x04t."], value: { tuple: [1, 4] } },
    { parts: ["K\x01K\x020."], value: 1 },
    { parts: ["K\x01(0."], value: 1 },
    { parts: ["K\x072\x86."], value: { tuple: [7, 7] } },
    { parts: ["K\x01p5\n0g5\n."], value: 1 },
    { parts: ["K\x01q\x050h\x05."], value: 1 },
    { parts: ["K\x01r\xff\xff\xff\x800j\xff\xff\xff\x80."], value: 1 },
    {
      parts: ["\x80\x04\x95\0\0\0\0\0\0\0\0K\x01\x94K\x02\x94\x86h\x01\x86."],
      value: { tuple: [{ tuple: [1, 2] }, 2] },
    },
    { parts: ["ccollections\nOrderedDict\n)R}X\x01\0\0\0aK\x01sb."], value: new Map() },
    { parts: ["ccollections\nOrderedDict\n]]X\x01\0\0\0aaK\x01aa\x85R."], value: new Map([["a", 1]]) },
    { parts: ["\x8c\x0bcollections\x8c\x0bOrderedDict\x93)\x81."], value: new Map() },
    { parts: ["(icollections\nOrderedDict\n."], value: new Map() },
    { parts: ["ctorch\nSize\n(K\x02K\x03t\x85R."], value: { tuple: [2, 3] } },
    { parts: ["X\x01\0\0\0kQ."], value: new Inert("storage k") },
    { parts: ["(\x8f(K\x01\x90t."], value: { tuple: [new Inert("a set")] } },
    { parts: ["(K\x01\x91."], value: new Inert("a set") },
    { parts: ["c__builtin__\nset\n](K\x01e\x85R."], value: new Inert("a set") },
  ])("$parts", ({ parts, value }) => {
    expect(plain(load(...parts))).toEqual(value);
  });

  test("the end is where the next pickle starts", () => {
    const two = pickleBytes("K\x01.K\x02.");
    const first = unpickle(two, 0, "x.pt", () => null);
    expect(first).toEqual({ value: 1, end: 3 });
    expect(unpickle(two, first.end, "x.pt", () => null)).toEqual({ value: 2, end: 6 });
  });

  test("a key named __proto__ is a key like any other", () => {
    const made = load("}X\x09\0\0\0__proto__}X\x08\0\0\0pollutedK\x01ss.");
    expect(plain(made)).toEqual(new Map([["__proto__", new Map([["polluted", 1]])]]));
    expect("polluted" in {}).toBe(false);
  });
});

describe("names", () => {
  test.each([
    { what: "GLOBAL and REDUCE", parts: ["cposix\nsystem\n(S'echo bad'\ntR."], says: "posix.system" },
    { what: "GLOBAL alone", parts: ["]cnt\nsystem\na."], says: "nt.system" },
    { what: "Python 2's built-ins", parts: ["c__builtin__\neval\n(S'1'\ntR."], says: "__builtin__.eval" },
    { what: "STACK_GLOBAL", parts: ["\x80\x04\x8c\x08builtins\x8c\x04exec\x93."], says: "builtins.exec" },
    {
      what: "STACK_GLOBAL of memoised words, in another order",
      parts: ["\x80\x04\x8c\x06system\x940\x8c\x02os\x94h\x00\x93."],
      says: "os.system",
    },
    { what: "INST", parts: ["(S'echo bad'\nios\nsystem\n."], says: "os.system" },
    {
      what: "an attribute path",
      parts: ["\x80\x04\x8c\x05torch\x8c\x0b_utils.eval\x93."],
      says: "torch._utils.eval",
    },
    { what: "a space for a dot", parts: ["ctorch Size\n\n."], says: "torch Size." },
    { what: "an object's own names", parts: ["c__proto__\nconstructor\n."], says: "__proto__.constructor" },
    { what: "a long name with odd letters", parts: [`cos\n${"\x07".repeat(5000)}\n.`], says: "os.???" },
    { what: "a whole module", parts: ["ctorch.nn.modules.conv\nConv3d\n)\x81."], says: "state_dict()" },
  ])("$what: refused, and the message gives the name", ({ parts, says }) => {
    expect(() => load(...parts)).toThrow(labError("weights", ["x.pt", says]));
  });

  test.each([
    { what: "a number", parts: ["K\x01)R."] },
    { what: "a name that may only be mentioned", parts: ["ctorch\nFloatStorage\n)R."] },
    { what: "a dictionary", parts: ["})R."] },
    { what: "a known name with no tuple", parts: ["ccollections\nOrderedDict\nK\x01R."] },
  ])("calling $what is refused", ({ parts }) => {
    expect(() => load(...parts)).toThrow(labError("weights", ["x.pt", "call"]));
  });
});

// Millions of instructions may take a busy machine more than the usual five seconds.
describe("hostile pickles", { timeout: 60_000 }, () => {
  const many = 1_000_000;
  const repeat = (char: string, times = many) => new Uint8Array(times).fill(char.charCodeAt(0));

  test.each([
    { what: "a million nested tuples", parts: [")", repeat("\x85"), "."] },
    {
      what: "a million nested lists",
      parts: [repeat("]", many), repeat("a", many - 1), "."],
    },
    { what: "a list in itself", parts: ["]q\0h\0a."] },
    { what: "a dictionary in itself", parts: ["}q\0K\x01h\0s."] },
    { what: "a million marks, then a tuple", parts: [repeat("("), "t."] },
  ])("$what does no harm", ({ parts }) => {
    expect([PyTuple, PyList, PyDict]).toContain((load(...parts) as object).constructor);
  });

  test.each([
    { what: "a whole number of 4 GB", parts: ["\x8b\xff\xff\xff\xff", [0, 0]], says: 4294967295 },
    { what: "a whole number of many digits", parts: [`L${"9".repeat(100_000)}L\n.`], says: "9999" },
    { what: "a text of 4 GB", parts: ["X\xff\xff\xff\xff", "abc"], says: "ends early" },
    {
      what: "a text of 2^64 bytes",
      parts: ["\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "abc"],
      says: "ends early",
    },
    { what: "bytes of 2^63", parts: ["\x8e\0\0\0\0\0\0\0\x80", "abc"], says: "ends early" },
    { what: "a line that does not end", parts: ["I", "1".repeat(3_000_000)], says: "without end" },
    { what: "three million values", parts: [repeat("]", 3 * many), "."], says: "steps" },
    { what: "copies of a long list", parts: copies(), says: "steps" },
    { what: "a reference to nothing", parts: ["h\x05."] },
    { what: "a value from below a mark", parts: ["K\x01(a."] },
    { what: "two values from below a mark", parts: ["K\x01K\x02(\x86."] },
    { what: "a tuple without a mark", parts: ["K\x01t."] },
    { what: "an end without a value", parts: ["."] },
    { what: "no bytes", parts: [""] },
    { what: "protocol 6", parts: ["\x80\x06N."] },
    { what: "a key without a value", parts: ["}(K\x01u."] },
    { what: "keys for a list", parts: ["]K\x01K\x02s."] },
    { what: "items for a number", parts: ["K\x01K\x02a."] },
    { what: "a copyreg extension", parts: ["\x82\x01."] },
    { what: "a persistent id of protocol 0", parts: ["Pstorage\n."] },
    { what: "a buffer from outside", parts: ["\x97."] },
    { what: "an unknown instruction", parts: ["\xff."] },
    { what: "a name that is a number", parts: ["K\x01K\x02\x93."] },
    { what: "a code point beyond the last", parts: ["V\\U7fffffff\n", "\x00."] },
  ])("$what is refused", ({ parts, says = "" }: { parts: readonly PicklePart[]; says?: string | number }) => {
    expect(() => load(...parts)).toThrow(labError("weights", ["x.pt", says]));
  });

  /** OrderedDict(pairs) of the same list, many times: a small file that takes much work. */
  function copies(): PicklePart[] {
    const pair = "K\x01K\x02\x86";
    const list = pickleBytes("](", pair.repeat(100_000), "eq\0");
    return [list, "ccollections\nOrderedDict\nq\x01", `h\x01h\0\x85R0`.repeat(1000), "."];
  }
});

describe("tensors", () => {
  const storage = "ctorch\nFloatStorage\n";
  /** Calls _rebuild_tensor_v2 with these arguments, for a storage of ten float32 numbers. */
  const tensor = (args: string) => {
    const id = pickleBytes("(X\x07\0\0\0storage", storage, "X\x01\0\0\0kX\x03\0\0\0cpuK\x0atQ");
    return unpickle(pickleBytes("ctorch._utils\n_rebuild_tensor_v2\n(", id, args, "tR."), 0, "x.pt", () => ({
      kind: "storage",
      key: "k",
      element: { name: "float32", bytes: 4, stored: "float32" },
      start: 0,
      bytes: 40,
    })).value;
  };
  const pair = (a: string, b: string) => `${a}${b}\x86`;

  test("that fill their storage exactly are built", () => {
    expect(tensor("K\x01" + pair("K\x03", "K\x02") + pair("K\x03", "K\x02") + "\x89N")).toMatchObject({
      shape: [3, 2],
      strides: [3, 2],
      offset: 1,
    });
  });

  test.each([
    {
      what: "one number beyond",
      args: "K\x02" + pair("K\x03", "K\x02") + pair("K\x03", "K\x02"),
      says: ["44", "40"],
    },
    { what: "a negative offset", args: "J\xff\xff\xff\xff" + "K\x02\x85K\x01\x85", says: ["-1"] },
    { what: "a negative stride", args: "K\x05" + "K\x02\x85J\xff\xff\xff\xff\x85", says: ["-1"] },
    { what: "a size of 2^53", args: "K\0\x8a\x07\0\0\0\0\0\0\x20\x85K\x01\x85", says: ["2^53"] },
    {
      what: "a size of 2^64",
      args: "K\0\x8a\x09\0\0\0\0\0\0\0\0\x01\x85K\x01\x85",
      says: ["18446744073709551616"],
    },
    {
      what: "a size that is not a whole number",
      args: "K\0" + "G\x3f\xe0\0\0\0\0\0\0\x85K\x01\x85",
      says: ["0.5"],
    },
    {
      what: "fewer strides than dimensions",
      args: "K\0" + pair("K\x02", "K\x02") + "K\x01\x85",
      says: ["1 for 2"],
    },
    { what: "a size that is a string", args: "K\0X\x01\0\0\0aK\x01\x85", says: ["a string"] },
    {
      what: "65 dimensions",
      args: "K\0(" + "K\x01".repeat(65) + "t(" + "K\x01".repeat(65) + "t",
      says: ["65"],
    },
    {
      what: "products beyond 2^53",
      args: "K\0" + pair("J\xff\xff\xff\x7f", "J\xff\xff\xff\x7f") + pair("J\xff\xff\xff\x7f", "K\x01"),
      says: ["40"],
    },
  ])("with $what are refused", ({ args, says }) => {
    expect(() => tensor(args)).toThrow(labError("weights", ["x.pt", ...says]));
  });
});
