/** A folder of the user's, served beside the sources to the page that a script runs. */
import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

/**
 * Serves the folder's own files, not those of folders in it.
 *
 * @param address  begins and ends with a slash.
 */
export function servedFolder(address: string, folder: string): Plugin {
  return {
    name: `served-folder ${address}`,
    configureServer(server) {
      server.middlewares.use(address, (request, response) => {
        const [path = ""] = (request.url ?? "").split("?");
        const file = createReadStream(join(folder, basename(decodeURIComponent(path))));
        // Before the first byte: absent, or not to be read.
        file.once("error", () => response.writeHead(404).end());
        file.once("open", () => file.pipe(response));
      });
    },
  };
}
