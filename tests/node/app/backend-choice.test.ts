/** What the address asks of the backend. */
import { expect, test } from "vitest";
import { backendWish } from "../../../src/app/backend-choice.ts";

test.each([
  ["", {}],
  ["?backend=wasm", { prefer: "wasm" }],
  ["?backend=wasm&threads=2", { prefer: "wasm", threads: 2 }],
  ["?backend=webgpu&precision=float16", { prefer: "webgpu", precision: "float16" }],
  ["?backend=webgl&threads=0&precision=int8", {}],
  ["?threads=1.5", {}],
  ["?threads=17", {}],
])("%j asks for %j", (search, expected) => {
  const nothing = { prefer: undefined, threads: undefined, precision: undefined };
  expect(backendWish(search)).toEqual({ ...nothing, ...expected });
});
