/**
 * Damages every fixture in every way: either the file opens and all its tensors can be read, or a LabError says why not.
 * There is never another error, and never a larger allocation than the file's size justifies.
 */
import { describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { mulberry32 } from "../../../src/base/prng.ts";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { EXPECTED, FIXTURE_NAMES, fixtureBytes, fixtureFile } from "../../support/checkpoint-files.ts";
import { largestRequest } from "../../support/count-memory.ts";
import { unzip, zipOf } from "../../support/zip-files.ts";

/** Largest allocation per byte of a file; byte-source.ts and zip.ts promise at most 8 and 32. */
const MOST_GROWTH = 32;
/** Bytes allowed for any file: the 1 MiB that both modules allow, and buffers of fixed size in zip.js. */
const FREE_BYTES = 2 ** 20 + 2 ** 17;

/** Each test reads thousands of files, which may take a busy machine more than the usual five seconds. */
const LONG_RUN = { timeout: 60_000 } as const;

type Outcome = "read" | "refused";

async function tryReading(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Outcome> {
  try {
    const { tensors } = await openCheckpoint([new File([bytes], name)]);
    for (const tensor of tensors.values()) await tensor.read();
    return "read";
  } catch (error) {
    if (error instanceof LabError && error.code === "weights" && error.message.includes(name))
      return "refused";
    throw error;
  }
}

const openable = Object.keys(EXPECTED);
const TRUNCATED = openable.filter((name) => fixtureBytes(name).length < 4000);
const LONG = openable.filter((name) => fixtureBytes(name).length >= 4000);

describe("a file cut off", LONG_RUN, () => {
  test.each(TRUNCATED)("%s: at every byte, is refused", async (name) => {
    const bytes = fixtureBytes(name);
    expect(await tryReading(bytes, name)).toBe("read"); // control
    const outcomes = new Set<Outcome>();
    for (let length = 0; length < bytes.length; length++) {
      outcomes.add(await tryReading(bytes.slice(0, length), name));
    }
    expect([...outcomes]).toEqual(["refused"]);
  });

  test.each(LONG)("%s: at every 37th byte, is refused", async (name) => {
    const bytes = fixtureBytes(name);
    for (let length = 0; length < bytes.length; length += 37) {
      expect(await tryReading(bytes.slice(0, length), name)).toBe("refused");
    }
  });
});

/** Returns a damaged copy: flipped, inserted, deleted or duplicated bytes, and extreme numbers. */
function mutate(bytes: Uint8Array<ArrayBuffer>, random: () => number): Uint8Array<ArrayBuffer> {
  const below = (n: number) => Math.floor(random() * n);
  let made = bytes.slice();
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(made.length);
    const length = 1 + below(16);
    const kinds: (() => number[])[] = [
      () => [made[at]! ^ (1 << below(8))],
      () => [below(256)],
      () => Array.from({ length }, () => below(256)),
      () => [0xff, 0xff, 0xff, 0xff],
      () => [0, 0, 0, 0x80],
      () => [],
    ];
    const from = below(made.length);
    const splice = [...made.subarray(from, from + length)];
    const chosen = below(kinds.length + 1);
    const piece = kinds[chosen]?.() ?? splice;
    const removed = random() < 0.7 ? piece.length || length : 0;
    made = Uint8Array.from([...made.subarray(0, at), ...piece, ...made.subarray(at + removed)]);
  }
  return made;
}

/** Expects one damaged file to give values or a LabError, within memory; a failure reports `where`. */
async function expectPromiseKept(
  mutant: Uint8Array<ArrayBuffer>,
  name: string,
  where: string,
): Promise<void> {
  let outcome: unknown;
  const largest = await largestRequest(async () => {
    outcome = await tryReading(mutant, name).catch((error: unknown) => error);
  });
  expect(outcome, where).toBeTypeOf("string");
  expect(largest, where).toBeLessThanOrEqual(MOST_GROWTH * mutant.length + FREE_BYTES);
}

describe("a file with damage", LONG_RUN, () => {
  test.each(FIXTURE_NAMES)("%s: ends in values or a LabError, within memory", async (name) => {
    const bytes = fixtureBytes(name);
    const runs = openable.includes(name) ? 150 : 40;
    for (let seed = 0; seed < runs; seed++) {
      await expectPromiseKept(mutate(bytes, mulberry32(seed)), name, `seed ${seed}`);
    }
  });

  // A zip archive's checksums catch most damage before the pickle is read; packing the archive again corrects them.
  test.each(openable.filter((name) => name.startsWith("zip")))(
    "%s: so does a file with damage only in its pickle",
    async (name) => {
      const contents = await unzip(fixtureFile(name));
      const path = Object.keys(contents).find((entry) => entry.endsWith("data.pkl"))!;
      const pickle = Uint8Array.from(contents[path]!);
      for (let seed = 0; seed < 60; seed++) {
        const mutant = await zipOf({ ...contents, [path]: mutate(pickle, mulberry32(seed)) });
        await expectPromiseKept(mutant, name, `seed ${seed}`);
      }
    },
  );

  test("control: allocations are measured", async () => {
    expect(await largestRequest(() => Promise.resolve(new Float32Array(1000)))).toBe(4000);
    const read = () => tryReading(fixtureBytes("zip-types.pt"), "zip-types.pt");
    expect(await largestRequest(read)).toBeGreaterThan(0);
  });
});
