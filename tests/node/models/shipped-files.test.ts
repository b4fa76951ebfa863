import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GENERATED_CLASSES } from "../../../src/generate/classes.ts";
import { parseCard } from "../../../src/models/card.ts";
import { manifestBytes, parseManifest as parseWeights } from "../../../src/models/weights.ts";
import { parseManifest as parseClips } from "../../../src/state/manifest.ts";

const PUBLIC = "public";
const MEGABYTE = 1e6;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8")) as unknown;
}

describe.each(["i3d", "convlstm"])("public/models/%s", (id) => {
  const folder = join(PUBLIC, "models", id);

  test("has a valid card whose classes are those of generated clips", () => {
    const card = parseCard(readJson(join(folder, "card.json")), "card.json");
    expect(card.id).toBe(id);
    expect(card.classes).toEqual(GENERATED_CLASSES.map((c) => c.name));
    expect(Object.keys(card.accuracy?.perClass ?? {})).toEqual(card.classes);
    // Much better than always predicting the same class.
    expect(card.accuracy?.top1).toBeGreaterThan(3 / card.classes.length);
  });

  test("has shards of the length that its manifest gives, under 8 MB in all", () => {
    const manifest = parseWeights(readJson(join(folder, "model.json")), "model.json");
    const paths = manifest.weightsManifest.flatMap((group) => group.paths);
    const bytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    expect(bytes).toBe(manifestBytes(manifest));
    expect(bytes).toBeLessThan(8 * MEGABYTE);
  });
});

describe("public/clips", () => {
  const folder = join(PUBLIC, "clips");
  const clips = parseClips(readJson(join(folder, "manifest.json")), "manifest.json");

  test.each(clips.map((clip) => [clip.id, clip] as const))(
    "%s: its files exist and are small, and its label is known",
    (_, clip) => {
      expect(existsSync(join(folder, clip.thumbnail))).toBe(true);
      expect(statSync(join(folder, clip.file)).size).toBeLessThan(0.15 * MEGABYTE);
      expect(GENERATED_CLASSES.map((c) => c.name)).toContain(clip.label);
      if (clip.eventS) expect(clip.eventS[0]).toBeLessThan(clip.eventS[1]);
    },
  );

  test("ids are unique", () => {
    expect(new Set(clips.map((clip) => clip.id)).size).toBe(clips.length);
  });
});
