/** `npm start`: builds the page if needed and serves it on localhost with cross-origin isolation headers. */
import { parseArgs } from "node:util";
import { preview } from "vite";
import { buildIfNeeded } from "./build-if-needed.ts";

const DEFAULT_PORT = 4173;

const { values } = parseArgs({ options: { port: { type: "string", default: String(DEFAULT_PORT) } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port takes a whole number from 1 to 65535, not "${values.port}".`);
  process.exit(1);
}

await buildIfNeeded();
// If the port is in use, try the next one.
const server = await preview({ preview: { host: "localhost", port, strictPort: false } });
const address = server.resolvedUrls?.local[0];
console.log(`Freezeframe runs at ${address ?? "an unknown address"} (stop with Ctrl+C)`);
