/** The clips of a shard: from folders with and without labels, generated and bundled. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clipsAskedFor } from "../../../scripts/study/asked-clips.ts";
import { UsageError } from "../../../scripts/study/options.ts";

const ALL = { i: 1, n: 1 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "freezeframe-study-clips-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function files(...names: string[]): void {
  for (const name of names) writeFileSync(join(folder, name), `bytes of ${name}`);
}

describe("a folder", () => {
  test("gives its videos and GIFs in the same order on every machine, each with the hash of its bytes", () => {
    files("b.mp4", "a.GIF", "B.webm", "notes.txt", "2.mov", "10.mkv");
    mkdirSync(join(folder, "more.mp4"));
    const { clips, total, folder: served, warnings } = clipsAskedFor(folder, ALL);
    expect(clips.map(({ name }) => name)).toEqual(["10.mkv", "2.mov", "B.webm", "a.GIF", "b.mp4"]);
    expect(clips[0]).toMatchObject({
      kind: "file",
      hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
    });
    expect({ total, served, warnings }).toEqual({ total: 5, served: folder, warnings: [] });
  });

  test("gives the same bytes the same hash, whatever their name", () => {
    writeFileSync(join(folder, "a.mp4"), "same");
    writeFileSync(join(folder, "b.mp4"), "same");
    const [a, b] = clipsAskedFor(folder, ALL).clips as readonly { hash?: string }[];
    expect(a!.hash).toBe(b!.hash);
  });

  test("takes classes and events from labels.json, and reports missing files", () => {
    files("1.mp4", "2.mp4");
    const labels = [
      { file: "1.mp4", class: "Moving something up", eventS: [0.5, 1.25] },
      { file: "9.mp4", class: "Moving something up" },
    ];
    writeFileSync(join(folder, "labels.json"), JSON.stringify(labels));
    const { clips, warnings } = clipsAskedFor(folder, ALL);
    expect(clips).toMatchObject([
      { name: "1.mp4", label: "Moving something up", eventS: [0.5, 1.25] },
      { name: "2.mp4" },
    ]);
    expect(clips[1]).not.toHaveProperty("label");
    expect(warnings).toEqual([expect.stringMatching(/1 missing files: 9\.mp4/)]);
  });

  test("takes classes and events from labels.csv too", () => {
    files("1.mp4", 'a "b", c.mp4');
    const csv =
      'file,class,start_s,end_s\r\n1.mp4,up,0.5,1\r\n"a ""b"", c.mp4","Taking, from somewhere",,\r\n';
    writeFileSync(join(folder, "labels.csv"), `\ufeff${csv}`);
    expect(clipsAskedFor(folder, ALL).clips).toMatchObject([
      { name: "1.mp4", label: "up", eventS: [0.5, 1] },
      { name: 'a "b", c.mp4', label: "Taking, from somewhere" },
    ]);
  });

  test.each([
    ["without a class", "file,label\n1.mp4,up\n", /labels\.csv: 0\.class/],
    ["with an event that is not a number", "file,class,start_s,end_s\n1.mp4,up,soon,2\n", /0\.eventS\.0/],
    ["with an unclosed quote", 'file,class\n"1.mp4,up\n', /labels\.csv: line 2: its quotes do not match/],
  ])("labels.csv %s is refused", (_, csv, message) => {
    files("1.mp4");
    writeFileSync(join(folder, "labels.csv"), csv);
    expect(() => clipsAskedFor(folder, ALL)).toThrow(message);
  });

  test("is refused if it is empty, missing or a file", () => {
    expect(() => clipsAskedFor(folder, ALL)).toThrow(/contains no clips; their names end in \.mp4/);
    expect(() => clipsAskedFor(join(folder, "absent"), ALL)).toThrow(/absent is not a folder/);
    files("1.mp4");
    expect(() => clipsAskedFor(join(folder, "1.mp4"), ALL)).toThrow(/1\.mp4 is not a folder/);
  });
});

test("shards are disjoint and together contain everything, even if there are more shards than clips", () => {
  const namesOf = (i: number, n: number) =>
    clipsAskedFor("generated:7", { i, n }).clips.map(({ name }) => name);
  const all = namesOf(1, 1);
  expect(all).toHaveLength(7);
  for (const n of [2, 3, 9]) {
    const shards = Array.from({ length: n }, (_, at) => namesOf(at + 1, n));
    expect(shards.flat().sort()).toEqual(all);
    const sizes = shards.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

test("generated clips are those of the models' cards; bundled clips have their event and seed", () => {
  expect(clipsAskedFor("generated:1", ALL).clips).toEqual([
    { kind: "generated", name: "seed 5000000", className: "Moving something up", seed: 5000000 },
  ]);
  expect(clipsAskedFor("bundled", ALL).clips[0]).toMatchObject({
    kind: "bundled",
    id: "up-1",
    label: "Moving something up",
    url: "/clips/up-1.mp4",
    seed: 5000255,
  });
  expect(() => clipsAskedFor("generated:none", ALL)).toThrow(UsageError);
  expect(() => clipsAskedFor("generated:0", ALL)).toThrow(UsageError);
});
