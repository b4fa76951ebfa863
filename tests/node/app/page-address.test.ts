/** Pages and their parts in the address. */
import { describe, expect, test } from "vitest";
import { placeIn, withPlace } from "../../../src/app/page-address.ts";

describe("a place in the address", () => {
  test.each([
    { search: "", place: { page: "lab", part: null } },
    { search: "?page=method", place: { page: "method", part: null } },
    { search: "?page=method&section=loss", place: { page: "method", part: "loss" } },
    { search: "?page=method&section=trust", place: { page: "method", part: "faithfulness" } }, // its former name
    { search: "?page=elsewhere", place: { page: "lab", part: null } },
  ])("$search is read", ({ search, place }) => {
    expect(placeIn(search)).toEqual(place);
  });

  test("is written so that it is read again, and leaves other questions alone", () => {
    const search = withPlace("?backend=wasm", { page: "method", part: "loss" });
    expect(search).toBe("?backend=wasm&page=method&section=loss");
    expect(placeIn(search)).toEqual({ page: "method", part: "loss" });
    expect(withPlace(search, { page: "lab", part: null })).toBe("?backend=wasm");
    expect(withPlace("?page=paper", { page: "lab", part: null })).toBe("");
  });
});
