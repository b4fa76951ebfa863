/** Damaged Keras files give either values or a LabError. */
import { Module } from "h5wasm";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../../src/base/prng.ts";
import type { Checkpoint } from "../../../../src/checkpoint/checkpoint.ts";
import { openKerasArchive, openKerasHdf5 } from "../../../../src/checkpoint/keras/keras.ts";
import { openZip } from "../../../../src/checkpoint/zip.ts";
import { fixtureBytes } from "../../../support/checkpoint-files.ts";
import { drawnFrom, mutated } from "../../../support/drawn-tensors.ts";
import { labError } from "../../../support/lab-error.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const openHdf5 = (bytes: Bytes) => openKerasHdf5(new File([bytes], "x.h5"));
const openArchive = async (bytes: Bytes) => {
  const file = new File([bytes], "x.keras");
  return openKerasArchive(file, await openZip(file));
};

async function readAll(opening: Promise<Checkpoint>): Promise<void> {
  for (const tensor of (await opening).tensors.values()) await tensor.read();
}

/** Returns true for values and false for a LabError; anything else fails. */
async function survives(opening: Promise<Checkpoint>): Promise<boolean> {
  try {
    await readAll(opening);
    return true;
  } catch (error) {
    expect(error).toEqual(labError("weights", ["x."]));
    return false;
  }
}

/** Returns offsets at which to cut: all near the file's ends, and some between. */
function cuts(length: number, step: number): number[] {
  return Array.from({ length }, (_, n) => n).filter((n) => n < 600 || n > length - 600 || n % step === 0);
}

/** Thousands of files, which take long when other tests run beside them. */
const LONG_RUN = { timeout: 60_000 } as const;

describe("a Keras file cut short", LONG_RUN, () => {
  it("gives a LabError wherever the HDF5 file ends", async () => {
    const whole = fixtureBytes("keras/keras3.weights.h5");
    await readAll(openHdf5(whole)); // control
    for (const end of cuts(whole.length, 7)) {
      await expect(readAll(openHdf5(whole.slice(0, end))), `${end}`).rejects.toEqual(
        labError("weights", ["x.h5"]),
      );
    }
  });

  it("gives a LabError at every byte of an archive", async () => {
    const whole = fixtureBytes("keras/deflated.keras");
    await readAll(openArchive(whole)); // control
    for (let end = 0; end < whole.length; end++) {
      await expect(readAll(openArchive(whole.slice(0, end))), `${end}`).rejects.toEqual(
        labError("weights", ["x.keras"]),
      );
    }
  });
});

describe("a Keras file with bytes changed", LONG_RUN, () => {
  it.each(["keras2-model.h5", "keras3-special.weights.h5"])(
    "gives values or a LabError, and allocates no memory for false claims: %s",
    async (name) => {
      const whole = fixtureBytes(`keras/${name}`);
      const random = mulberry32(7);
      let damaged = 0;
      for (let i = 0; i < 150; i++) {
        if (!(await survives(openHdf5(mutated(whole, random, 8))))) damaged++;
      }
      expect(damaged).toBeGreaterThan(25);
      // It has 18 MiB at the start.
      expect(Module.HEAPU8.length).toBeLessThan(2 ** 26);
      // The library still works afterwards.
      const tensor = (await openHdf5(fixtureBytes("keras/keras2-weights.h5"))).tensors.get("dense/kernel")!;
      expect(await tensor.read()).toEqual(drawnFrom("dense/kernel", [18, 4]));
    },
  );

  it("gives values or a LabError: an archive", async () => {
    const whole = fixtureBytes("keras/deflated.keras");
    const random = mulberry32(8);
    let damaged = 0;
    for (let i = 0; i < 300; i++) if (!(await survives(openArchive(mutated(whole, random, 4))))) damaged++;
    expect(damaged).toBeGreaterThan(50);
  });
});

describe("a malicious archive", () => {
  /** Returns a copy that `edit` has changed; it receives the offsets of the weights' and config.json's central records. */
  function edited(edit: (view: DataView, weights: number, config: number) => void): Bytes {
    const bytes = fixtureBytes("keras/deflated.keras");
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    const entries = new Map<string, number>();
    let at = view.getUint32(end + 16, true);
    for (let i = view.getUint16(end + 10, true); i > 0; i--) {
      const nameLength = view.getUint16(at + 28, true);
      entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)), at);
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    edit(view, entries.get("model.weights.h5")!, entries.get("config.json")!);
    return bytes;
  }

  it("opens if nothing is changed", async () => {
    await readAll(openArchive(edited(() => undefined))); // control
  });

  it.each([
    ["more than its bytes can unpack to", 2 ** 31],
    ["more than it unpacks to", 20_000],
    ["less than it unpacks to", 1000],
  ])("is refused if a member claims %s", async (_, size) => {
    const bytes = edited((view, at) => {
      view.setUint32(at + 24, size, true);
      view.setUint32(view.getUint32(at + 42, true) + 22, size, true);
    });
    await expect(openArchive(bytes)).rejects.toEqual(labError("weights", ["x.keras"]));
  });

  it("is refused if two members overlap", async () => {
    const bytes = edited((view, weights, config) => {
      for (const field of [16, 20, 24, 42])
        view.setUint32(weights + field, view.getUint32(config + field, true), true);
    });
    await expect(openArchive(bytes)).rejects.toEqual(labError("weights", ["x.keras"]));
  });

  it("is refused if it has no weights, and the message lists its contents", async () => {
    const bytes = edited((view, at) => view.setUint8(at + 46, "n".charCodeAt(0)));
    await expect(openArchive(bytes)).rejects.toEqual(
      labError("weights", ["x.keras", "without model.weights.h5", "config.json", "nodel.weights.h5"]),
    );
  });
});
