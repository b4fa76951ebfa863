/** A page is alive for as long as it holds its lock. */
import { expect, test } from "vitest";
import { beginPageLife } from "../../../src/saved/searches/page-life.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test("with Web Locks, a page that holds its lock is alive, however long it is silent", async () => {
  const here = beginPageLife("here", () => NOW);
  beginPageLife("there", () => NOW);
  expect(await here.isAlive("here", ago(9999))).toBe(true);
  expect(await here.isAlive("there", ago(9999))).toBe(true);
  expect(await here.isAlive("gone", ago(0))).toBe(false);
});

test("without them, silence decides", async () => {
  const here = beginPageLife("here", () => NOW, null);
  expect(await here.isAlive("there", ago(59))).toBe(true);
  expect(await here.isAlive("there", ago(61))).toBe(false);
});
