/** Archives packed again by hand, and malicious ones; files by PyTorch are in real-files.test.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { EXPECTED, fixtureBytes, fixtureFile } from "../../support/checkpoint-files.ts";
import { largestRequest } from "../../support/count-memory.ts";
import { HugeFile } from "../../support/huge-file.ts";
import { labError } from "../../support/lab-error.ts";
import { unzip, zipOf, type ZipContents } from "../../support/zip-files.ts";

const NAME = "zip-layouts.pt";
let contents: ZipContents;
beforeAll(async () => {
  contents = await unzip(fixtureFile(NAME));
});

const open = (bytes: Uint8Array<ArrayBuffer>) => openCheckpoint([new File([bytes], NAME)]);

/** Opens an archive and reads all its tensors. */
async function readAll(bytes: Uint8Array<ArrayBuffer>) {
  const { tensors } = await open(bytes);
  const read = [...tensors].map(async ([name, tensor]) => [name, [...(await tensor.read())]]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, number[]>;
}

const expected = () => Object.fromEntries(EXPECTED[NAME]!.tensors.map(({ name, values }) => [name, values]));
const renamed = (rename: (path: string) => string) =>
  Object.fromEntries(Object.entries(contents).map(([path, bytes]) => [rename(path), bytes]));
const inFolder = (folder: string) => renamed((path) => path.replace(/^[^/]+\//, folder));

/** Returns a copy of an archive with bytes changed at an offset in a path's record. */
function patched(
  bytes: Uint8Array<ArrayBuffer>,
  record: "local" | "central",
  path: string,
  offset: number,
  value: readonly number[],
): Uint8Array<ArrayBuffer> {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const [signature, nameAt] = record === "local" ? ["PK\x03\x04", 30] : ["PK\x01\x02", 46];
  let at = text.indexOf(signature);
  while (at >= 0 && !text.startsWith(path, at + nameAt)) at = text.indexOf(signature, at + 1);
  expect(at).toBeGreaterThanOrEqual(0);
  const made = bytes.slice();
  made.set(value, at + offset);
  return made;
}

/** Returns the number as 4 bytes, little-endian. */
const uint32 = (value: number) => [...new Uint8Array(new Uint32Array([value]).buffer)];
/** Offsets of fields in the two records, from the zip specification (APPNOTE.TXT 4.3.7 and 4.3.12). */
const LOCAL = { size: 22 } as const;
const CENTRAL = { flags: 8, method: 10, size: 24, offset: 42 } as const;

describe("an archive packed again by hand", () => {
  test.each([
    { what: "with another folder", folder: "my model (2)/" },
    { what: "with a folder name outside ASCII", folder: "modèle/" },
    { what: "without a folder", folder: "" },
  ])("$what has the same contents", async ({ folder }) => {
    expect(await readAll(await zipOf(inFolder(folder)))).toEqual(expected());
  });

  test("deflated has the same contents", async () => {
    expect(await readAll(await zipOf(contents, { level: 9 }))).toEqual(expected());
  });

  test("as zip64 has the same contents", async () => {
    expect(await readAll(await zipOf(contents, { zip64: true }))).toEqual(expected());
  });

  test("big-endian is refused", async () => {
    const big = { ...inFolder("a/"), "a/byteorder": new TextEncoder().encode("big") };
    const little = { ...inFolder("a/"), "a/byteorder": new TextEncoder().encode("little") };
    expect(await readAll(await zipOf(little))).toEqual(expected()); // control
    await expect(open(await zipOf(big))).rejects.toEqual(labError("weights", [NAME, '"big"', "little"]));
  });

  test("encrypted is refused, and the message says so", async () => {
    const locked = await zipOf(contents, { password: "secret" });
    await expect(open(locked)).rejects.toEqual(labError("weights", [NAME, "encrypted", "password"]));
  });

  test("with another compression is refused, and the message says so", async () => {
    const odd = patched(await zipOf(inFolder("a/")), "central", "a/data.pkl", CENTRAL.method, [14, 0]);
    await expect(open(odd)).rejects.toEqual(labError("weights", [NAME, "a/data.pkl", "method 14"]));
  });

  test("without one of its storages is refused, naming the tensor", async () => {
    const { "a/data/0": dropped, ...rest } = inFolder("a/");
    expect(dropped).toBeDefined();
    await expect(open(await zipOf(rest))).rejects.toEqual(labError("weights", ['"base"', "a/data/0"]));
  });

  test("with a shorter storage is refused, and the message gives both lengths", async () => {
    const short = { ...inFolder("a/"), "a/data/0": new Uint8Array(95) };
    await expect(open(await zipOf(short))).rejects.toEqual(labError("weights", ['"base"', 95, 96]));
  });
});

describe("a malicious archive", () => {
  test("a storage that deflates a thousandfold is refused before it is inflated", async () => {
    const zeros = new Uint8Array(8 * 2 ** 20);
    const bomb = await zipOf({ ...inFolder("a/"), "a/data.pkl": zeros }, { level: 9 });
    expect(bomb.length).toBeLessThan(zeros.length / 100); // control: it is a zip bomb
    const largest = await largestRequest(() =>
      expect(open(bomb)).rejects.toEqual(labError("weights", ["a/data.pkl", zeros.length])),
    );
    expect(largest).toBeLessThan(2 ** 20);
  });

  test("a storage whose records both claim a small size is stopped while it inflates", async () => {
    const zeros = new Uint8Array(8 * 2 ** 20);
    const options = { level: 9, dataDescriptor: false };
    const bomb = await zipOf({ ...inFolder("a/"), "a/data.pkl": zeros }, options);
    const half = patched(bomb, "local", "a/data.pkl", LOCAL.size, uint32(100));
    const lying = patched(half, "central", "a/data.pkl", CENTRAL.size, uint32(100));
    const largest = await largestRequest(() =>
      expect(open(lying)).rejects.toEqual(labError("weights", ["a/data.pkl", "size"])),
    );
    expect(largest).toBeLessThan(2 ** 20);
  });

  test("entries that overlap are refused", async () => {
    const archive = await zipOf(inFolder("a/"));
    const central = centralOffset(archive, "a/data.pkl");
    const overlapping = patched(archive, "central", "a/data/0", CENTRAL.offset, uint32(central));
    await expect(open(overlapping)).rejects.toEqual(
      labError("weights", [NAME, "inside the entry before it"]),
    );
  });

  test("a storage with a changed byte is refused when it is read whole", async () => {
    const bytes = fixtureBytes("zip-types.pt");
    const values = [0, 1, -2.5, 3.25, -4, 100];
    const raw = new Uint8Array(new Float64Array(values).buffer);
    const at = indexOf(bytes, raw);
    bytes[at + 9]! ^= 1;
    const { tensors } = await openCheckpoint([new File([bytes], "zip-types.pt")]);
    await expect(tensors.get("float64")!.read()).rejects.toEqual(
      labError("weights", ["zip-types.pt", "data/"]),
    );
    expect([...(await tensors.get("float32")!.read())]).toEqual(values); // control: the others are undamaged
  });

  test("sizes of zip64 beyond all files are refused", async () => {
    const archive = await zipOf(inFolder("a/"), { zip64: true });
    // The central record's extra field: type 1, length, then the uncompressed size in 8 bytes.
    const huge = patched(archive, "central", "a/data/0", 46 + "a/data/0".length + 4 + 7, [0x7f]);
    await expect(readAll(huge)).rejects.toEqual(labError("weights", [NAME]));
  });

  test("a list of files with a gigabyte is not read", async () => {
    const end = Uint8Array.from([
      ...[0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0],
      ...[...uint32(2 ** 30), ...uint32(2 * 2 ** 30 - 22), 0, 0],
    ]);
    const file = new HugeFile(Uint8Array.of(0x50, 0x4b, 3, 4), "huge.zip", end);
    await expect(openCheckpoint([file])).rejects.toEqual(labError("weights", ["huge.zip", 2 ** 30]));
    expect(file.bytesRead).toBeLessThan(2 ** 20);
  });
});

/** Returns the offset of a path's entry, as its central record gives it. */
function centralOffset(bytes: Uint8Array<ArrayBuffer>, path: string): number {
  const at = indexOf(bytes, new TextEncoder().encode(path), bytes.length / 2) - 46;
  return new DataView(bytes.buffer).getUint32(at + CENTRAL.offset, true);
}

function indexOf(bytes: Uint8Array, part: Uint8Array, from = 0): number {
  for (let at = Math.floor(from); at + part.length <= bytes.length; at++) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  throw new Error("not found");
}
