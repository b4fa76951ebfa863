/** The SIMD module by itself: its sections, the memories it runs in, and that it writes only to its outputs. */
import { describe, expect, test } from "vitest";
import * as built from "../../../src/device/simd/assembly/kernels.ts?simd";
import { start, type SimdKernels } from "../../../src/device/simd/simd-kernels.ts";
import { draws } from "../../support/arrays.ts";

const PAGE = 65536;
/** Byte that fills the space between and around arrays; no value in them looks like it. */
const GUARD = 0xa5;
const GUARD_BYTES = 64;

/** One call of each function: lengths of 5 and 7, so that every loop has a tail. */
const CALLS: Record<
  keyof SimdKernels,
  {
    inputs: readonly number[];
    outputs: readonly number[];
    run: (kernels: SimdKernels, at: number[]) => void;
  }
> = {
  convLstmCell: {
    inputs: [4 * 35, 35],
    outputs: [35, 35],
    run: (k, [z, cell, cellOut, hidden]) => k.convLstmCell(z!, cell!, 5, 7, true, cellOut!, hidden!),
  },
  convLstmCellGradient: {
    inputs: [4 * 35, 35, 35, 35],
    outputs: [4 * 35, 35],
    run: (k, [z, cell, gradCell, gradHidden, gradZ, gradBefore]) =>
      k.convLstmCellGradient(z!, cell!, 5, 7, false, gradCell!, gradHidden!, gradZ!, gradBefore!),
  },
  copyRows: {
    inputs: [35],
    outputs: [35],
    run: (k, [from, to]) => k.copyRows(to!, 7, from!, 7, 7, 5),
  },
  maxAlongAxis: {
    inputs: [35],
    outputs: [35, 35],
    run: (k, [x, y, at]) => k.maxAlongAxis(x!, 0, 0, y!, at!, 1, 5, 5, 7, 3, 1, 1),
  },
  reluGate: {
    inputs: [35, 35],
    outputs: [35],
    run: (k, [gradY, y, gradX]) => k.reluGate(gradY!, y!, gradX!, 35),
  },
  scatterAdd: {
    inputs: [7],
    outputs: [7, 5],
    // The first call fills the places with zeros, so the second adds every value to element 0.
    run: (k, [values, places, to]) => {
      k.scatterAdd(values!, places!, 0, places!, 7);
      k.scatterAdd(values!, places!, 7, to!, 5);
    },
  },
  timeUnfold: {
    inputs: [2 * 5 * 7],
    outputs: [2 * 5 * 3 * 7],
    run: (k, [x, y]) => k.timeUnfold(x!, y!, 1, 2, 5, 7, 3, 1, 1, 2),
  },
  zeroStuff: {
    inputs: [2 * 3 * 5],
    outputs: [3 * 5 * 5],
    run: (k, [x, y]) => k.zeroStuff(x!, y!, 1, 1, 2, 3, 5, 1, 2, 2),
  },
};
const NAMES = Object.keys(CALLS) as (keyof SimdKernels)[];

/** Lays the call's arrays out from `base` on, runs it, and returns the outputs' bits. Expects nothing else to change. */
function outputsIn(memory: WebAssembly.Memory, base: number, name: keyof SimdKernels): Int32Array[] {
  const { inputs, outputs, run } = CALLS[name];
  const lengths = [...inputs, ...outputs];
  const offsets: number[] = [];
  let end = base + GUARD_BYTES;
  for (const length of lengths) {
    offsets.push(end);
    end += 4 * length + GUARD_BYTES;
  }
  const all = new Uint8Array(memory.buffer, base, end - base).fill(GUARD);
  inputs.forEach((length, i) => {
    new Float32Array(memory.buffer, offsets[i], length).set(draws(length, i + 1).map((v) => 3 * v));
  });
  const before = all.slice();

  run(start(memory)!, offsets);

  const results = outputs.map((length, i) =>
    new Int32Array(memory.buffer, offsets[inputs.length + i], length).slice(),
  );
  outputs.forEach((length, i) => {
    const at = offsets[inputs.length + i]! - base;
    before.set(all.subarray(at, at + 4 * length), at);
  });
  expect(all, "bytes around the outputs").toEqual(before);
  return results;
}

const oneThread = () => new WebAssembly.Memory({ initial: 2 });

test("both variants import a memory, and have no memory, data or start function of their own", () => {
  for (const bytes of [built.plain, built.shared]) {
    const module = new WebAssembly.Module(bytes!);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
    const exported = WebAssembly.Module.exports(module);
    expect(exported.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
    expect(new Set(exported.map(({ kind }) => kind))).toEqual(new Set(["function"]));
    // https://webassembly.github.io/spec/core/binary/modules.html: only types, imports, functions, exports and code.
    expect(sectionsOf(bytes!).filter((id) => id !== 0)).toEqual([1, 2, 3, 7, 10]);
  }
});

describe.each(NAMES)("%s", (name) => {
  test("writes all of its outputs and nothing else", () => {
    const outputs = outputsIn(oneThread(), 0, name);
    expect(outputs.map(({ length }) => length)).toEqual(CALLS[name].outputs);
    const untouched = new Int32Array(new Uint8Array(4).fill(GUARD).buffer)[0]!;
    for (const output of outputs) expect(output).not.toContain(untouched);
  });

  test("runs in a memory shared between threads", () => {
    const shared = new WebAssembly.Memory({ initial: 2, maximum: 65536, shared: true });
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer); // control
    expect(outputsIn(shared, 0, name)).toEqual(outputsIn(oneThread(), 0, name));
  });

  test("runs below and above 2 GiB", () => {
    const large = new WebAssembly.Memory({ initial: 2 ** 15 + 2 });
    for (const base of [2 ** 31 - 512, 2 ** 31 + PAGE]) {
      expect(outputsIn(large, base, name)).toEqual(outputsIn(oneThread(), 0, name));
    }
  });

  test("still runs after the memory has grown", () => {
    const memory = oneThread();
    const before = outputsIn(memory, 0, name);
    memory.grow(4);
    expect(outputsIn(memory, 4 * PAGE, name)).toEqual(before);
  });
});

/** Returns the ids of the module's sections, in order; 0 is a custom section. */
function sectionsOf(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8;
  while (at < bytes.length) {
    ids.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      size |= (bytes[at]! & 0x7f) << shift;
      more = bytes[at++]! >= 0x80;
    }
    at += size;
  }
  return ids;
}
