/** The models of a study: bundled ones by id, exported ones by folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { modelHash } from "../paper-table/fingerprint.ts";
import { servedFolder } from "../served-folder.ts";
import { ROOT } from "../source-page.ts";

/** A model to pass into the browser. */
export interface AskedModel {
  /** Address of its folder, relative to the page. */
  readonly url: string;
  /** Hash of everything that decides its answers. */
  readonly hash: string;
  readonly bundled: boolean;
  /** Plugins that serve it; none for a bundled model. */
  readonly plugins: readonly Plugin[];
}

/**
 * Finds a model by the name given on the command line.
 *
 * @param at  index of the model, which makes its address unique.
 * @throws {Error} if the name is neither a bundled model nor a model's folder.
 */
export function modelAskedFor(given: string, at: number): AskedModel {
  const bundled = join(ROOT, "public/models", given);
  const isId = /^[a-z0-9][a-z0-9-]*$/.test(given) && existsSync(join(bundled, "card.json"));
  if (isId) return { url: `/models/${given}`, hash: modelHash(bundled), bundled: true, plugins: [] };
  const folder = resolve(given);
  if (!existsSync(join(folder, "card.json"))) {
    throw new Error(
      `--models: "${given}" is neither a bundled model (i3d, convlstm) nor a folder with a card.json. Use npm run convert to make one.`,
    );
  }
  const url = `/study-models/${at}`;
  return { url, hash: modelHash(folder), bundled: false, plugins: [servedFolder(`${url}/`, folder)] };
}
