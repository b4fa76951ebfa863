/** WASM on several threads in the minified page. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser, partsOf, visit, waitForBackend } from "../support/app-page.ts";
import { TINY_CARD } from "../support/tiny-model.ts";
import { bringTinyModel, listedClasses } from "../support/tiny-visit.ts";

afterAll(closeBrowser);

test("one thread and four give the same predictions", async () => {
  const predictions: string[][] = [];
  for (const { threads, says } of [
    { threads: 1, says: "1 thread" },
    { threads: 4, says: "4 threads" },
  ]) {
    const { page, watch } = await visit({ backend: "wasm", threads });
    await waitForBackend(page, "WASM");
    expect(await partsOf(page).backend.innerText()).toContain(says);
    await bringTinyModel(page);
    predictions.push(await listedClasses(page));
    expect(watch.errors).toEqual([]);
  }
  expect(predictions[0]).toHaveLength(TINY_CARD.classes.length);
  expect(predictions[1]).toEqual(predictions[0]);
});
