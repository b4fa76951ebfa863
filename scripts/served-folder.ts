/** Serves a user's folder, along with the sources, to the page that a script runs. */
import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

/**
 * Returns a plugin that serves the files in a folder, but not those in its subfolders.
 *
 * @param address  address of the folder; starts and ends with a slash.
 */
export function servedFolder(address: string, folder: string): Plugin {
  return {
    name: `served-folder ${address}`,
    configureServer(server) {
      server.middlewares.use(address, (request, response) => {
        const [path = ""] = (request.url ?? "").split("?");
        const file = createReadStream(join(folder, basename(decodeURIComponent(path))));
        // An error before the first byte: the file is missing or unreadable.
        file.once("error", () => response.writeHead(404).end());
        file.once("open", () => file.pipe(response));
      });
    },
  };
}
