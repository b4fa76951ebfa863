/** The models of a study: bundled ones by their id, exported ones by their folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { modelHash } from "../paper-table/fingerprint.ts";
import { servedFolder } from "../served-folder.ts";
import { ROOT } from "../source-page.ts";

/** A model on its way into the browser. */
export interface AskedModel {
  /** Folder's address, from the page. */
  readonly url: string;
  /** Of what decides its answers. */
  readonly hash: string;
  readonly bundled: boolean;
  /** What serves it, for one that is not bundled. */
  readonly plugins: readonly Plugin[];
}

/** @throws {Error} for a name that is neither a bundled model nor a folder of one. */
export function modelAskedFor(given: string, at: number): AskedModel {
  const bundled = join(ROOT, "public/models", given);
  const isId = /^[a-z0-9][a-z0-9-]*$/.test(given) && existsSync(join(bundled, "card.json"));
  if (isId) return { url: `/models/${given}`, hash: modelHash(bundled), bundled: true, plugins: [] };
  const folder = resolve(given);
  if (!existsSync(join(folder, "card.json"))) {
    throw new Error(
      `--models: "${given}" is neither a bundled model (i3d, convlstm) nor a folder with a card.json, as npm run convert writes one.`,
    );
  }
  const url = `/study-models/${at}`;
  return { url, hash: modelHash(folder), bundled: false, plugins: [servedFolder(`${url}/`, folder)] };
}
