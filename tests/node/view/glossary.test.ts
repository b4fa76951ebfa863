/** Every term has a short meaning with true numbers, and every meaning is used on the page. */
import { describe, expect, test } from "vitest";
import { PRESETS, SETTLED_GAIN } from "../../../src/math/search-settings.ts";
import { REVERSE_THRESHOLD, SHOWN_ON } from "../../../src/math/mask-runs.ts";
import { GLOSSARY, type TermName } from "../../../src/view/terms/glossary.ts";
import { METHOD_PARTS } from "../../../src/view/method/method-parts.ts";
import { DEPARTURES, SOURCES } from "../../../src/view/method/parts/departure-list.ts";
import { readSource } from "../house/source-files.ts";

const names = Object.keys(GLOSSARY) as TermName[];
/** Characters of two sentences of usual length. */
const LONGEST = 170;

describe("the glossary", () => {
  test.each(names)("%s is one or two short sentences", (name) => {
    const { title, text } = GLOSSARY[name];
    expect(title.length).toBeGreaterThan(2);
    expect(text).toMatch(/[.]$/);
    expect(text.split(/[.] /).length).toBeLessThanOrEqual(2);
    expect(text.length).toBeLessThanOrEqual(LONGEST);
  });

  test("every term is used somewhere on the page", () => {
    const view = [...readSource()].filter(
      ([path]) => path.startsWith("view/") && !path.endsWith("glossary.ts"),
    );
    const unused = names.filter((name) => !view.some(([, text]) => text.includes(`"${name}"`)));
    expect(unused).toEqual([]);
  });

  test("its numbers are those of the search", () => {
    const { lambda1, lambda2, steps, patience } = PRESETS.default;
    expect(GLOSSARY.l1.text).toContain(`${lambda1} times`);
    expect(GLOSSARY.tv.text).toContain(`${lambda2} times`);
    expect(GLOSSARY.step.text).toContain(`At most ${steps}`);
    expect(GLOSSARY.settled.text).toContain(`${SETTLED_GAIN} for ${patience} steps`);
    expect(GLOSSARY.perturbed.text).toContain(`above ${SHOWN_ON}`);
    expect(GLOSSARY["soft-score"].text).toContain(`above ${Number(REVERSE_THRESHOLD.toPrecision(6))}`);
  });
});

describe("the method page", () => {
  test("has parts with different ids", () => {
    const ids = METHOD_PARTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("states the true settings", () => {
    const { ours } = DEPARTURES.find(({ what }) => what === "Stopping")!;
    expect(ours).toContain(`${SETTLED_GAIN} for ${PRESETS.default.patience} steps`);
    expect(PRESETS.default.learningRate).toBe(PRESETS.paper.learningRate);
    expect(DEPARTURES.find(({ what }) => what === "Learning rate")!.ours).toContain(
      `${PRESETS.paper.learningRate}`,
    );
    // Every field in which the presets differ has a row.
    const differing = (Object.keys(PRESETS.thorough) as (keyof typeof PRESETS.thorough)[]).filter(
      (field) => PRESETS.thorough[field] !== PRESETS.paper[field],
    );
    expect(differing.toSorted()).toEqual([
      "centralBlock",
      "centralOperator",
      "constantSteps",
      "keep",
      "pairs",
      "patience",
      "starts",
    ]);
    expect(DEPARTURES.filter(({ kind }) => kind === "preset").length).toBeGreaterThanOrEqual(
      differing.length,
    );
  });

  test("links each source once, by https", () => {
    expect(SOURCES.every(({ href }) => href.startsWith("https://arxiv.org/abs/"))).toBe(true);
    expect(new Set(SOURCES.map(({ href }) => href)).size).toBe(SOURCES.length);
  });
});
