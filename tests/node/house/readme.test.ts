/** What the README says of the house is true. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCard } from "../../../src/models/card.ts";
import { parseModelList } from "../../../src/state/manifest.ts";
import { roomsAsMarkdown } from "./rooms.ts";
import { ROOT } from "./source-files.ts";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

/** Without the spaces and dashes by which Prettier lines columns up. */
const tight = (row: string) => row.replace(/\s+/g, " ").replace(/-+/g, "-");

test("its table of rooms is the one that is enforced", () => {
  const rows = readme.split("\n").map(tight);
  for (const row of roomsAsMarkdown()) expect(rows).toContain(tight(row));
});

test("its figures for the bundled models are those of their cards", () => {
  const rows = readme.split("\n").map(tight);
  const list = JSON.parse(readFileSync(join(ROOT, "public/models/manifest.json"), "utf8")) as unknown;
  for (const { id } of parseModelList(list, "models/manifest.json")) {
    const file = `public/models/${id}/card.json`;
    const { name, classes, input, accuracy } = parseCard(
      JSON.parse(readFileSync(join(ROOT, file), "utf8")),
      file,
    );
    const size = `${input.frames} frames of ${input.width} × ${input.height}`;
    const top1 = `${(100 * accuracy!.top1).toFixed(1)} %`;
    expect(rows).toContain(`| [${name}](${file}) | ${size} | ${classes.length} | ${top1} |`);
  }
});

test("every file that it links to exists", () => {
  const targets = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, target]) => target ?? "");
  expect(targets.length).toBeGreaterThan(5); // control: links are found
  expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test("every npm script that it names exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = [...readme.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
    ([, run, own]) => run ?? own ?? "",
  );
  expect(named.length).toBeGreaterThan(5); // control: names are found
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
