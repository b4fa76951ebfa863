import { expect, test } from "vitest";
import { inNaturalOrder } from "../../../src/clip/open-images.ts";

const order = (names: string[]) => inNaturalOrder(names.map((name) => ({ name }))).map(({ name }) => name);

test("numbers in names are compared as numbers", () => {
  expect(order(["f10.png", "f9.png", "f1.png", "f100.png"])).toEqual([
    "f1.png",
    "f9.png",
    "f10.png",
    "f100.png",
  ]);
  expect(order(["b 2", "a 10", "a 2"])).toEqual(["a 2", "a 10", "b 2"]);
});

test("the given list is not changed", () => {
  const names = [{ name: "2" }, { name: "1" }];
  inNaturalOrder(names);
  expect(names).toEqual([{ name: "2" }, { name: "1" }]);
});
