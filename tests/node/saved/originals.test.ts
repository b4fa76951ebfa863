import { describe, expect, test } from "vitest";
import { keyOfFiles, toDrop } from "../../../src/saved/searches/originals.ts";

const saved = (key: string, bytes: number, usedAt: string) => ({ key, bytes, usedAt });

describe("originals dropped to make room", () => {
  const others = [saved("b", 40, "2026-02"), saved("a", 30, "2026-01"), saved("c", 20, "2026-03")];

  test.each([
    { bytes: 10, budget: 100, dropped: [] }, // control: exactly full
    { bytes: 11, budget: 100, dropped: ["a"] },
    { bytes: 41, budget: 100, dropped: ["a", "b"] },
    { bytes: 500, budget: 100, dropped: ["a", "b", "c"] },
  ])("$bytes more of $budget bytes drop $dropped", ({ bytes, budget, dropped }) => {
    expect(toDrop(others, saved("new", bytes, "2026-04"), budget)).toEqual(dropped);
  });

  test("a clip that is already saved counts once", () => {
    expect(toDrop(others, saved("b", 40, "2026-04"), 90)).toEqual([]);
  });
});

test("the same files have the same key, other files another", () => {
  const file = (name: string, size: number, lastModified = 1) => ({ name, size, lastModified });
  expect(keyOfFiles([file("a", 1), file("b", 2)])).toBe(keyOfFiles([file("a", 1), file("b", 2)]));
  const keys = [
    [file("a", 1)],
    [file("a", 2)],
    [file("a", 1, 2)],
    [file("b", 1)],
    [file("a", 1), file("b", 1)],
  ].map(keyOfFiles);
  expect(new Set(keys).size).toBe(keys.length);
});
