/** The lab's own table matches the models, clips and settings that ship. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileHash, modelHash } from "../../../scripts/paper-table/fingerprint.ts";
import { labTable, parseLabResults, type LabResults } from "../../../src/paper/lab.ts";
import { MODELS } from "../../../src/paper/table.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { parseManifest } from "../../../src/state/manifest.ts";
import { labError } from "../../support/lab-error.ts";
import { decodeV4 } from "../../support/links-v4.ts";

const FILE = "public/paper/lab.json";
/** Message of every test that fails because the files that ship have changed. */
const RERUN = `${FILE} is out of date: run "npm run paper-table" (takes minutes) and commit its output.`;

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;
const shipped = () => readJson(FILE) as LabResults;

describe(FILE, () => {
  const results = parseLabResults(shipped(), FILE);
  const manifest = parseManifest(readJson("public/clips/manifest.json"), "manifest.json");

  test.each(MODELS)("was computed with the shipped $name", ({ key }) => {
    const { id, sha256 } = results.models[key];
    expect(sha256, RERUN).toBe(modelHash(join("public/models", id)));
  });

  test("has a row for each shipped clip with a class, with the file's hash", () => {
    const clips = manifest.filter(({ label }) => label !== undefined);
    expect(
      results.clips.map(({ id, class: className, thumbnail, sha256 }) => [id, className, thumbnail, sha256]),
      RERUN,
    ).toEqual(
      clips.map(({ id, label, thumbnail, file }) => [
        id,
        label,
        thumbnail,
        fileHash(join("public/clips", file)),
      ]),
    );
  });

  test("the sentences on the hard clips match the models' answers", () => {
    const REWRITE = "a model's answer changed: rewrite the sentence in scripts/generate-bundled-clips.ts";
    const said = new Map(manifest.map(({ id, hard }) => [id, hard]));
    const answers = (id: string) => {
      const clip = results.clips.find((row) => row.id === id)!;
      return MODELS.map(({ key }) => clip[key].p?.name ?? clip.class);
    };
    const [closer, collide] = [
      "Moving something and something closer to each other",
      "Moving something and something so they collide with each other",
    ];
    expect(said.get("hard-1")).toMatch(
      /C-LSTM takes the collision for two things moved closer; I3D does not/,
    );
    expect(answers("hard-1"), REWRITE).toEqual([collide, closer]);
    expect(said.get("hard-2")).toMatch(/C-LSTM takes it for moved closer, I3D for a collision/);
    expect(answers("hard-2"), REWRITE).toEqual([collide, closer]);
    expect(said.get("hard-3")).toMatch(/nothing moves.*C-LSTM sees something happen.*I3D is undecided/);
    const nothing = results.clips.find(({ id }) => id === "hard-3")!;
    expect(nothing.clstm.p, REWRITE).not.toBeNull();
    expect(Math.abs(nothing.i3d.os - 0.5), REWRITE).toBeLessThan(0.1);
    expect([...said].filter(([, hard]) => hard !== undefined)).toHaveLength(3);
  });

  test("was computed with the preset's current settings", () => {
    expect(results.settings, RERUN).toEqual(PRESETS[results.preset]);
  });

  test("each link opens its result: model, clip, mask and scores; a row's link opens both side by side", () => {
    for (const clip of results.clips) {
      const both = decodeV4(clip.link);
      const { i3d, clstm } = results.models;
      expect(both, RERUN).toMatchObject({
        link: { modelId: i3d.id, clip: { id: clip.id }, second: { modelId: clstm.id } },
      });
      for (const { key } of MODELS) {
        const { os, fs, rs, mask, link } = clip[key];
        const decoded = decodeV4(link);
        expect(decoded, RERUN).toMatchObject({
          ok: true,
          link: {
            modelId: results.models[key].id,
            clip: { kind: "bundled", id: clip.id },
            preset: results.preset,
          },
        });
        const linked = decoded.ok ? decoded.link : null;
        // The table's numbers are rounded to four decimals.
        expect(linked?.scores?.os).toBeCloseTo(os, 3);
        expect(linked?.scores?.fs).toBeCloseTo(fs, 3);
        expect(linked?.scores?.rs).toBeCloseTo(rs, 3);
        linked?.mask?.forEach((m, t) => expect(m).toBeCloseTo(mask[t]!, 3));
      }
    }
  });

  test("as a table it has the same masks, events and P", () => {
    const { rows, T } = labTable(results);
    expect(rows.map(({ id }) => id)).toEqual(results.clips.map(({ id }) => id));
    for (const [i, row] of rows.entries()) {
      expect(row.i3d.mask).toHaveLength(T);
      expect(row.clstm.predicted?.index ?? null).toBe(results.clips[i]!.clstm.p?.class ?? null);
      expect(row.event).toEqual(results.clips[i]!.event);
    }
  });
});

test.each([
  {
    fault: "an invalid hash",
    spoil: (file: LabResults) => (file.models.i3d.sha256 = "abc"),
    named: "models.i3d.sha256",
  },
  {
    fault: "a mask of the wrong length",
    spoil: (file: LabResults) => file.clips[0]!.i3d.mask.pop(),
    named: "15 frames",
  },
  {
    fault: "an invalid link",
    spoil: (file: LabResults) => (file.clips[0]!.clstm.link = "x"),
    named: "clips.0.clstm.link",
  },
  {
    fault: "a later version",
    spoil: (file: LabResults) => ((file as { version: number }).version = 9),
    named: "version 9",
  },
])("parseLabResults refuses $fault", ({ spoil, named }) => {
  const file = shipped();
  spoil(file);
  expect(() => parseLabResults(file, FILE)).toThrow(labError("value", [FILE, named]));
});
