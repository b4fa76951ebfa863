/** A plain static host: serves a folder under some path, without isolation headers. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { onTestFinished } from "vitest";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** Serves a folder at `/some/where/` until the test ends, each file with these headers, and returns its address. */
export async function servePlainly(
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const base = "/some/where/";
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const path = pathname === base ? "index.html" : pathname.slice(base.length);
    readFile(join(folder, pathname.startsWith(base) ? path : "missing")).then(
      (body) =>
        response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream").end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}${base}`;
}
