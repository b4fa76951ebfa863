/**
 * Compiles AssemblyScript while the page is built, served or tested: `import * as built from "./kernels.ts?simd"`
 * gives `plain` and `shared`, the bytes of one WebAssembly module twice, for a memory of this thread's own and for one
 * that threads share.
 *
 * What was compiled is kept in node_modules/.cache, under a hash of what it was made of.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";

const QUERY = "?simd";
const CACHE = "node_modules/.cache/simd";

/** The module brings no memory, no data and no runtime: it lives in the memory that it imports. */
const FLAGS = [
  ...["--runtime", "stub", "--importMemory", "--noExportMemory", "--initialMemory", "1"],
  ...["--enable", "simd", "-O3", "--noAssert", "--converge"],
];

/** 65536 pages of 64 KiB are all that 32 bits can address; no memory can be too large for that. */
const SHARED_FLAGS = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];

/** What is used here of AssemblyScript's compiler. Its own types would declare globals for the whole repository. */
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

/** The plugin; workers need one of their own. */
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

/** Every AssemblyScript file in the entry's folder. */
function sourcesBeside(entry: string): string[] {
  const folder = dirname(entry);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => join(folder, file));
}

/** The module in base64. */
async function compiled(
  entry: string,
  sources: readonly string[],
  flags: readonly string[],
): Promise<string> {
  const { version } = JSON.parse(readFileSync(COMPILER_CARD, "utf8")) as { version: string };
  const hash = createHash("sha256").update(JSON.stringify([version, flags]));
  for (const source of sources) hash.update(basename(source)).update(readFileSync(source));
  const kept = join(CACHE, `${hash.digest("hex")}.wasm`);
  try {
    return readFileSync(kept, "base64");
  } catch {
    const bytes = await compile(entry, flags);
    mkdirSync(CACHE, { recursive: true });
    // Builds that run side by side must not read half a file.
    const unfinished = `${kept}.${process.pid}`;
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, kept);
    return Buffer.from(bytes).toString("base64");
  }
}

/** Throws an error with the compiler's own words. */
async function compile(entry: string, flags: readonly string[]): Promise<Uint8Array> {
  const asc = (await import(COMPILER)) as Compiler;
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [basename(entry), "--baseDir", dirname(entry), "--outFile", "kernels.wasm", ...flags],
    {
      // Imports here carry their extension, as they do everywhere in this repository; the compiler adds one more.
      readFile(name, folder) {
        try {
          return readFileSync(join(folder, name.replace(/\.ts\.ts$/, ".ts")), "utf8");
        } catch {
          return null; // it asks for files that may or may not be there.
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
