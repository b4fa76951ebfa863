/** Global set-up of the `app` project: builds the page if needed, serves it as `npm start` does, tells its address. */
import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { buildIfNeeded } from "../../scripts/build-if-needed.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the built page, with a slash at its end. */
    pageUrl: string;
  }
}

/** Called by vitest before the first test of the project; what it returns runs after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfNeeded();
  const server = await preview({ preview: { host: "localhost", port: 4273 }, logLevel: "warn" });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("The preview server told no local address.");
  project.provide("pageUrl", address);
  return () => server.close();
}
