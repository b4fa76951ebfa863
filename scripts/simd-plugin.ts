/**
 * Compiles AssemblyScript while the page is built, served or tested. `import * as built from "./kernels.ts?simd"` gives
 * the bytes of a WebAssembly module in two versions: `plain` for a memory of one thread, `shared` for a memory shared
 * by threads.
 *
 * Compiled modules are cached in node_modules/.cache, under a hash of their sources, flags and compiler version.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";

const QUERY = "?simd";
const CACHE = "node_modules/.cache/simd";

/** Flags for a module without memory, data or runtime, which works in the memory that it imports. */
const FLAGS = [
  ...["--runtime", "stub", "--importMemory", "--noExportMemory", "--initialMemory", "1"],
  ...["--enable", "simd", "-O3", "--noAssert", "--converge"],
];

/** Flags for shared memory. Its maximum of 65536 pages of 64 KiB is all that 32 bits can address. */
const SHARED_FLAGS = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];

/** The part of AssemblyScript's compiler used here. Its own types would declare globals for the whole repository. */
interface Compiler {
  main(
    flags: readonly string[],
    files: {
      readFile(name: string, folder: string): string | null;
      writeFile(name: string, contents: Uint8Array | string): void;
    },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}
const COMPILER: string = "assemblyscript/asc";
const COMPILER_CARD = "node_modules/assemblyscript/package.json";

/** Returns the plugin; workers need a separate instance. */
export function simdPlugin(): Plugin {
  return {
    name: "simd",
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const entry = id.slice(0, -QUERY.length);
      const sources = sourcesBeside(entry);
      for (const source of sources) this.addWatchFile(source);
      const plain = await compiled(entry, sources, FLAGS);
      const shared = await compiled(entry, sources, [...FLAGS, ...SHARED_FLAGS]);
      const bytes = (base64: string) => `Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0))`;
      return {
        code: `export const plain = ${bytes(plain)};\nexport const shared = ${bytes(shared)};\n`,
        map: null,
      };
    },
  };
}

/** Returns every AssemblyScript file in the entry's folder. */
function sourcesBeside(entry: string): string[] {
  const folder = dirname(entry);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => join(folder, file));
}

/** Returns the compiled module in base64, from the cache if possible. */
async function compiled(
  entry: string,
  sources: readonly string[],
  flags: readonly string[],
): Promise<string> {
  const { version } = JSON.parse(readFileSync(COMPILER_CARD, "utf8")) as { version: string };
  const hash = createHash("sha256").update(JSON.stringify([version, flags]));
  for (const source of sources) hash.update(basename(source)).update(readFileSync(source));
  const cached = join(CACHE, `${hash.digest("hex")}.wasm`);
  try {
    return readFileSync(cached, "base64");
  } catch {
    const bytes = await compile(entry, flags);
    mkdirSync(CACHE, { recursive: true });
    // Write and rename, so that a build running at the same time never reads half a file.
    const unfinished = `${cached}.${process.pid}`;
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, cached);
    return Buffer.from(bytes).toString("base64");
  }
}

/** Compiles the entry; throws an error with the compiler's messages. */
async function compile(entry: string, flags: readonly string[]): Promise<Uint8Array> {
  const asc = (await import(COMPILER)) as Compiler;
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [basename(entry), "--baseDir", dirname(entry), "--outFile", "kernels.wasm", ...flags],
    {
      // Imports in this repository include their extension, and the compiler adds another one.
      readFile(name, folder) {
        try {
          return readFileSync(join(folder, name.replace(/\.ts\.ts$/, ".ts")), "utf8");
        } catch {
          return null; // The compiler also tries files that do not exist.
        }
      },
      writeFile(_, contents) {
        if (typeof contents !== "string") bytes = contents;
      },
    },
  );
  if (error || bytes === undefined) throw new Error(`${entry} does not compile:\n${stderr.toString()}`);
  return bytes;
}
