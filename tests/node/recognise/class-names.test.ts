/** Class names in the forms in which data sets publish them. */
import { describe, expect, test } from "vitest";
import { numberedClasses, parseClassNames } from "../../../src/recognise/class-names.ts";
import { labError } from "../../support/lab-error.ts";

const NAMES = ["up", "down, slowly", "left"];

describe("parseClassNames", () => {
  test.each([
    ["a JSON array", '["up", "down, slowly", "left"]'],
    ["a JSON object with indices as strings", '{"left": "2", "up": "0", "down, slowly": "1"}'],
    ["a JSON object with indices as numbers", '{"left": 2, "up": 0, "down, slowly": 1}'],
    ["a JSON object from index to name", '{"2": "left", "0": "up", "1": "down, slowly"}'],
    ["one name per line", "up\ndown, slowly\nleft"],
    [
      "Windows line ends, a byte-order mark and blank lines at the end",
      "\uFEFFup\r\ndown, slowly\r\nleft\r\n\r\n",
    ],
    ["an index and a space", "2 left\n0 up\n1 down, slowly"],
    ["an index and a tab", "0\tup\n1\tdown, slowly\n2\tleft"],
    ["an index and a comma, with a heading and quotes", 'id,name\n0,up\n1,"down, slowly"\n2,left\n'],
    ["a name, a comma and an index", 'up,0\nleft,2\n"down, slowly",1'],
    ["spaces around", "  up \n down, slowly\nleft  "],
  ])("reads %s", (_, text) => {
    expect(parseClassNames(text, 3, "labels")).toEqual(NAMES);
  });

  test("does not split names that start with a number unless the numbers are indices", () => {
    expect(parseClassNames("3 cups\n5 cups", 2, "labels")).toEqual(["3 cups", "5 cups"]);
    expect(parseClassNames("0 cups\n5 cups", 2, "labels")).toEqual(["0 cups", "5 cups"]);
  });

  test.each([
    ["", ["labels.txt", "no names", 3]],
    [" \n\n", ["no names"]],
    ["up\ndown", ["2 names", "3 classes"]],
    ["a\nb\nc\nd", ["4 names", "3 classes"]],
    ["up\ndown\nup", ['"up"', "class 0", "class 2"]],
    ["up\n\nleft", ["class 1", "empty"]],
    ['["up", "down"', ["labels.txt", "JSON"]],
    ['["up", null, "left"]', ["entry 1", "null"]],
    ['{"up": 0, "down": 1, "left": 3}', ["3 names", "index 2"]],
    ['{"up": 0, "down": 1, "left": 1}', ["index 1", '"down"', '"left"']],
    ['{"up": 0, "down": "one", "left": 2}', ['"down"', '"one"']],
    ["{}", ["0 names", "3 classes"]],
    [`["up", ${"[".repeat(1e5)}${"]".repeat(1e5)}]`, ["entry 1", "[[…]]"]],
    [`{"up": {"a": 1}}`, ['"up"', "{…}"]],
  ])("refuses %j and says what is wrong", (text, parts) => {
    expect(() => parseClassNames(text, 3, "labels.txt")).toThrow(labError("value", parts));
  });
});

test("a line of a hundred thousand tabs is read without backtracking", () => {
  const wide = `a${"\t".repeat(1e5)}b`;
  expect(parseClassNames(`${wide}\n1 b`, 2, "labels")).toEqual([wide, "1 b"]);
});

test("numbered classes count from 0", () => {
  expect(numberedClasses(2)).toEqual(["class 0", "class 1"]);
});
