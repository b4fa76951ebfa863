import { expect, test } from "vitest";
import { commonPrefix } from "../../../src/recognise/names/common-prefix.ts";

const LAYERS = /^(.*?)(?:conv|fc)\./;

test.each([
  { names: ["conv.weight", "fc.weight"], prefix: "" }, // control
  { names: ["ema.fc.weight", "module.conv.weight", "module.fc.weight"], prefix: "module." },
  { names: ["module.fc.weight", "ema.conv.weight", "ema.fc.weight"], prefix: "ema." },
  { names: ["epoch", "optimizer.state"], prefix: null },
])("the most frequent prefix of $names is $prefix", ({ names, prefix }) => {
  expect(commonPrefix(names, LAYERS)).toBe(prefix);
});
