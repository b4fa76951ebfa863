/** The README is short, and its table of models is true. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCard } from "../../../src/models/card.ts";
import { parseModelList } from "../../../src/state/manifest.ts";
import { ROOT } from "./source-files.ts";

/** A README is read from top to bottom; details belong in `docs`. */
const MOST_BYTES = 10_240;

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

/** Removes the spaces and dashes by which Prettier lines columns up. */
const tight = (row: string) => row.replace(/\s+/g, " ").replace(/-+/g, "-");

test(`it has at most ${MOST_BYTES} bytes`, () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(MOST_BYTES);
});

test("its figures for the bundled models are those of their cards", () => {
  const rows = readme.split("\n").map(tight);
  const list = JSON.parse(readFileSync(join(ROOT, "public/models/manifest.json"), "utf8")) as unknown;
  for (const { id } of parseModelList(list, "models/manifest.json")) {
    const file = `public/models/${id}/card.json`;
    const card = parseCard(JSON.parse(readFileSync(join(ROOT, file), "utf8")), file);
    const { name, classes, input, accuracy, realClips } = card;
    const size = `${input.frames} frames of ${input.width} × ${input.height}`;
    const top1 = `${(100 * accuracy!.top1).toFixed(1)} %`;
    const real = `${Math.round(realClips!.top1 * realClips!.clips)} of ${realClips!.clips}`;
    expect(rows).toContain(`| [${name}](${file}) | ${size} | ${classes.length} | ${top1} | ${real} |`);
  }
});
