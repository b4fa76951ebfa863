/** Legacy files whose pickles and storages do not fit together; files by PyTorch are in real-files.test.ts. */
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { labError } from "../../support/lab-error.ts";
import { pickleBytes, pickledText, type PicklePart } from "../../support/pickle-bytes.ts";

const MAGIC = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
const facts = (little: string) => `}${pickledText("little_endian")}${little}s.`;

/** The persistent id of a storage of float32 numbers. */
const storage = (key: string, numbers: number, view = "N") =>
  `(${pickledText("storage")}ctorch\nFloatStorage\n${pickledText(key)}${pickledText("cpu")}K${String.fromCharCode(numbers)}${view}tQ`;

/** A vector that fills a storage. */
const vector = (id: string, length: number) => {
  const n = String.fromCharCode(length);
  return `ctorch._utils\n_rebuild_tensor_v2\n(${id}K\0K${n}\x85K\x01\x85\x89NtR`;
};

/** The bytes of a storage: its count, then float32 values. */
const record = (values: readonly number[], count = values.length): PicklePart[] => [
  new Uint8Array(new BigInt64Array([BigInt(count)]).buffer),
  new Uint8Array(new Float32Array(values).buffer),
];

/** A file with one vector "w" of 1, 2, 3; each part can be another. */
function legacy({
  protocol = "M\xe9\x03.",
  machine = facts("\x88"),
  object = `}${pickledText("w")}${vector(storage("k", 3), 3)}s.`,
  keys = `]${pickledText("k")}a.`,
  records = record([1, 2, 3]),
}: {
  protocol?: string;
  machine?: string;
  object?: string;
  keys?: string;
  records?: readonly PicklePart[];
} = {}): File {
  return new File([pickleBytes(MAGIC, protocol, machine, object, keys, ...records)], "old.pth");
}

const values = async (file: File) => [...(await (await openCheckpoint([file])).tensors.get("w")!.read())];

describe("a legacy file", () => {
  test("opens", async () => {
    expect(await values(legacy())).toEqual([1, 2, 3]);
  });

  test("with a pickle longer than the first read opens", async () => {
    // BINUNICODE of 600 000 letters.
    const note = ["X\xc0\x27\x09\0", "n".repeat(600_000)].join("");
    const object = `}${pickledText("note")}${note}s${pickledText("w")}${vector(storage("k", 3), 3)}s.`;
    expect(await values(legacy({ object }))).toEqual([1, 2, 3]);
  });

  test("finds its storages in the order of the list, not of the tensors", async () => {
    const object = `}${pickledText("w")}${vector(storage("k", 3), 3)}s${pickledText("v")}${vector(storage("a", 1), 1)}s.`;
    const keys = `]${pickledText("a")}a${pickledText("k")}a.`;
    expect(await values(legacy({ object, keys, records: [...record([9]), ...record([1, 2, 3])] }))).toEqual([
      1, 2, 3,
    ]);
  });

  test.each([
    { what: "with another protocol", file: legacy({ protocol: "M\xea\x03." }), says: [1002, 1001] },
    { what: "from a big-endian machine", file: legacy({ machine: facts("\x89") }), says: ["little-endian"] },
    { what: "that does not say its byte order", file: legacy({ machine: "}." }), says: ["little-endian"] },
    {
      what: "whose list of storages is a string",
      file: legacy({ keys: `${pickledText("k")}.` }),
      says: ["a string"],
    },
    { what: "whose list is empty", file: legacy({ keys: "].", records: [] }), says: ['"w"', "lacks"] },
    {
      what: "whose list names an unknown storage",
      file: legacy({ keys: `]${pickledText("q")}a.` }),
      says: ["does not fit"],
    },
    {
      what: "whose list names a storage twice",
      file: legacy({ keys: `]${pickledText("k")}a${pickledText("k")}a.` }),
      says: ["does not fit"],
    },
    {
      what: "whose storage has another length",
      file: legacy({ records: record([1, 2, 3], 4) }),
      says: [4, 3],
    },
    {
      what: "whose storage has a negative length",
      file: legacy({ records: record([1, 2, 3], -3) }),
      says: [-3],
    },
    {
      what: "that ends within its numbers",
      file: legacy({ records: record([1, 2], 3) }),
      says: ["incomplete"],
    },
    {
      what: "whose view exceeds its storage",
      file: legacy({
        object: `}${pickledText("w")}${vector(storage("k", 3, `${pickledText("v")}K\x01K\x03\x87`), 3)}s.`,
      }),
      says: ["view", 12],
    },
    {
      what: "whose storage has two lengths",
      file: legacy({
        object: `}${pickledText("w")}${vector(storage("k", 3), 3)}s${pickledText("v")}${vector(storage("k", 2), 2)}s.`,
      }),
      says: ["two lengths"],
    },
    {
      what: "whose object is a persistent module",
      file: legacy({ object: `(${pickledText("module")}NNtQ.` }),
      says: ["state_dict()"],
    },
    {
      what: "whose object is a number",
      file: legacy({ object: "K\x01.", keys: "].", records: [] }),
      says: ["a number"],
    },
  ])("$what is refused", async ({ file, says }) => {
    await expect(openCheckpoint([file])).rejects.toEqual(labError("weights", ["old.pth", ...says]));
  });
});
