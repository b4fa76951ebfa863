/** Zip archives for tests, written and read by zip.js. */
import {
  BlobReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  type FileEntry,
  type ZipWriterConstructorOptions,
} from "@zip.js/zip.js";

/** File contents by path. */
export type ZipContents = Readonly<Record<string, Uint8Array>>;

/** Returns an archive with these entries, uncompressed unless `options` say otherwise. */
export async function zipOf(
  contents: ZipContents,
  options: ZipWriterConstructorOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    useWebWorkers: false,
    keepOrder: true,
    ...options,
  });
  for (const [path, bytes] of Object.entries(contents)) await writer.add(path, new Uint8ArrayReader(bytes));
  return writer.close();
}

/** Returns the contents of an archive's entries. */
export async function unzip(file: File): Promise<Record<string, Uint8Array>> {
  const entries = await new ZipReader(new BlobReader(file), { useWebWorkers: false }).getEntries();
  const files = entries.filter((entry): entry is FileEntry => !entry.directory);
  const read = async (entry: FileEntry) =>
    [entry.filename, await entry.getData(new Uint8ArrayWriter(), { useWebWorkers: false })] as const;
  return Object.fromEntries(await Promise.all(files.map(read)));
}
