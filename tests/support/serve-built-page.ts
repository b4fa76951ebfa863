/**
 * Global set-up of the `app` project: builds the page if needed, serves it as `npm start` does, provides its address.
 */
import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { buildIfNeeded } from "../../scripts/build-if-needed.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the built page, with a final slash. */
    pageUrl: string;
  }
}

/** Called by vitest before the project's first test; returns a function that runs after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfNeeded();
  const server = await preview({ preview: { host: "localhost", port: 4273 }, logLevel: "warn" });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("The preview server reported no local address.");
  project.provide("pageUrl", address);
  return () => server.close();
}
